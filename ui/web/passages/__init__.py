"""The page Passages."""
