"""How everything looks: theme, fonts, signs, and the one delegate that paints every table."""
