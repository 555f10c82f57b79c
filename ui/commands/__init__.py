"""The commands of `caravan`, a file for each group of them."""
