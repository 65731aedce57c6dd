"""plandesk-cli: the headless twin of the window."""
