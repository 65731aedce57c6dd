"""The card of the current indicator: definition, formula, series, findings with explanations, history."""
