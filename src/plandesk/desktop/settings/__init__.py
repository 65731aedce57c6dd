"""设置: one page, four groups, saved at once."""
