-- 复录核对: figures typed a second time with the first hidden, by whom and when.

-- text, numerator_text, denominator_text: as typed the second time, '' where nothing was; compared: the figures that stood
-- there then (an observation with others has to be typed again); at: ISO date and time.
CREATE TABLE second_entry (
    indicator        TEXT NOT NULL,
    year             INTEGER NOT NULL,
    cell             TEXT NOT NULL,
    text             TEXT NOT NULL,
    numerator_text   TEXT NOT NULL,
    denominator_text TEXT NOT NULL,
    compared         TEXT NOT NULL,
    by               TEXT NOT NULL,
    at               TEXT NOT NULL,
    PRIMARY KEY (indicator, year, cell)
) STRICT, WITHOUT ROWID;
