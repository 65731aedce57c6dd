"""报表: the report is made from a frozen snapshot off the UI thread; its text is read beforehand."""
