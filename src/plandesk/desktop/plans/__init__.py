"""规划指标: the plan as a tree with each indicator's form; measures, units, townships, breaks of series."""
