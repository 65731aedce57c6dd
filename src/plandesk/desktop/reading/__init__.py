"""A county's own plan: its document read, the draft reviewed by keys, a data file made of it."""
