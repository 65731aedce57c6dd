"""评估预警: rates, the matrix of verdicts, the list of targets, and how each verdict came about."""
