"""The annual monitoring report (年度监测报告) as a report model: composed from a snapshot and its evaluations."""
