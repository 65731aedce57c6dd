"""The frame: rail, top bar, notice line, status line, menus, and the window that holds the pages."""
