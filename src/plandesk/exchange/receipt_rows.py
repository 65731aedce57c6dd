"""The machine rows of a receipt (回执): one per figure in question."""

KIND = "receipt"
FORMAT = "1"
COLUMNS = ("record", "severity", "rule", "indicator", "name", "cell", "shown", "message", "advice")
