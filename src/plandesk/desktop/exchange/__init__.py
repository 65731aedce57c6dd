"""采集上报: the board of units, the collection forms, the gate before sending, the file that goes upward."""
