-- What a data file remembers: whose it is, its plans and forms as copied at the start, and one table per kind of fact.
-- Immutable after release: later changes are later scripts.

PRAGMA application_id = 1347175499; -- "PLDK"

CREATE TABLE file (
    id              INTEGER PRIMARY KEY CHECK (id = 1),
    file_id         TEXT NOT NULL,
    region_name     TEXT NOT NULL,
    region_code     TEXT NOT NULL,
    region_level    TEXT NOT NULL,
    made_at         TEXT NOT NULL,
    made_by         TEXT NOT NULL,
    program_version TEXT NOT NULL
) STRICT;

-- content: the plan as core.plan_reader maps it, JSON; a target revised in mid-period stands in it with its years.
CREATE TABLE plan (
    id       TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    version  INTEGER NOT NULL,
    content  TEXT NOT NULL
) STRICT;

-- content: the form with its indicators and checks as core.form_reader maps it, JSON.
CREATE TABLE form (
    code     TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    version  INTEGER NOT NULL,
    content  TEXT NOT NULL
) STRICT;

-- region '' is the file's own; a city's file holds its counties under their codes. Figures are canonical decimal text.
CREATE TABLE observation (
    region           TEXT NOT NULL,
    indicator        TEXT NOT NULL,
    year             INTEGER NOT NULL,
    cell             TEXT NOT NULL,
    text             TEXT NOT NULL,
    numerator_text   TEXT NOT NULL,
    denominator_text TEXT NOT NULL,
    value            TEXT,
    numerator        TEXT,
    denominator      TEXT,
    status           TEXT NOT NULL,
    note             TEXT NOT NULL,
    flagged          INTEGER NOT NULL CHECK (flagged IN (0, 1)),
    origin           TEXT NOT NULL,
    PRIMARY KEY (region, indicator, year, cell)
) STRICT, WITHOUT ROWID;

-- fingerprint: the figures explained; an explanation belongs to them and not to the address.
CREATE TABLE explanation (
    rule        TEXT NOT NULL,
    indicator   TEXT NOT NULL,
    year        INTEGER NOT NULL,
    cell        TEXT NOT NULL,
    text        TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (rule, indicator, year, cell)
) STRICT, WITHOUT ROWID;

CREATE TABLE baseline (
    plan      TEXT NOT NULL REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
    indicator TEXT NOT NULL,
    year      INTEGER NOT NULL,
    value     TEXT,
    PRIMARY KEY (plan, indicator, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE benchmark (
    plan      TEXT NOT NULL REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
    indicator TEXT NOT NULL,
    year      INTEGER NOT NULL,
    value     TEXT,
    PRIMARY KEY (plan, indicator, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE assessment (
    plan     TEXT NOT NULL REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
    goal     TEXT NOT NULL,
    year     INTEGER NOT NULL,
    answer   TEXT NOT NULL,
    evidence TEXT NOT NULL,
    PRIMARY KEY (plan, goal, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE series_break (
    indicator TEXT NOT NULL,
    year      INTEGER NOT NULL,
    reason    TEXT NOT NULL,
    PRIMARY KEY (indicator, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE town (
    name     TEXT PRIMARY KEY,
    position INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE year_state (
    year        INTEGER PRIMARY KEY,
    stage       TEXT,
    sealed      INTEGER NOT NULL CHECK (sealed IN (0, 1)),
    corrections INTEGER,
    due         TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
