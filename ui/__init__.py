"""How people reach Caravan: the `caravan` command."""
