"""What the clerk can do: one function per action, each one step of the log."""
