-- What a county's submission says in words, kept at the city apart from the city's own: explanations (审核说明), self-assessments
-- of goals without figures, 口径变动, the units' words.

-- kind: explanation, assessment, break or work; subject: the indicator, the goal, what the words are about; owner: the check
-- explained, the goal's plan, the unit that wrote; cell: the breakdown cell, for a break the year it begins with; answer: yes,
-- partly or no for a self-assessment.
CREATE TABLE county_statement (
    region  TEXT NOT NULL,
    year    INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    owner   TEXT NOT NULL,
    subject TEXT NOT NULL,
    cell    TEXT NOT NULL,
    answer  TEXT NOT NULL,
    text    TEXT NOT NULL,
    PRIMARY KEY (region, year, kind, owner, subject, cell)
) STRICT, WITHOUT ROWID;
