"""How much that is false is shown as verified, and how much that is true."""
