"""The data file: the only package that runs SQL, and the one that reads what ships with plandesk."""
