"""规划指标: the plan as a tree with its targets; baselines, outside figures and self-assessments are entered here."""
