"""The welcome page: recent files, opening, and a new county in under a minute."""
