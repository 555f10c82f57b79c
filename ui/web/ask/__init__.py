"""The first page: questions, answers, and the source beside them."""
