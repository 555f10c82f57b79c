"""One writer and several readers on one corpus; see `__main__`."""
