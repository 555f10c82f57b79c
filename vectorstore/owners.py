"""Whose conversations, collected quotes and preferences they are."""

LOCAL = ""
"""The one user where nobody signs in; elsewhere an owner is whoever signed in."""
