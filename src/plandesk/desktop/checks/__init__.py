"""审核: every finding of the year with what to do; Enter jumps to the cell, explanations are written in place."""
