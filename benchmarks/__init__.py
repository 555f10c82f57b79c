"""Speed against peers, and what holds under stress. Run from the repository's root."""
