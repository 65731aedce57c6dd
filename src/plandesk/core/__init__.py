"""The subject itself: plans, indicators, figures, checks, judging. No Qt, SQL, Excel, PDF, files or clock."""
