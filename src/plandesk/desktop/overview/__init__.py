"""工作台: what is left to do this year in order, how complete each domain and unit is, where the verdicts stand."""
