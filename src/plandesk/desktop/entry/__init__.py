"""填报: the grid the clerk types in, its domain strip, its tools and the card of the current indicator."""
