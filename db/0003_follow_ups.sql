-- 替代性指标, 缺项 and 督办单: what stands in for an indicator without data, who surveys it, what a warning led to.

CREATE TABLE substitute (
    plan       TEXT NOT NULL REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
    indicator  TEXT NOT NULL,
    substitute TEXT NOT NULL,
    reason     TEXT NOT NULL,
    from_year  INTEGER,
    PRIMARY KEY (plan, indicator)
) STRICT, WITHOUT ROWID;

-- due: YYYY-MM-DD.
CREATE TABLE missing_item (
    indicator TEXT PRIMARY KEY,
    surveyor  TEXT NOT NULL,
    due       TEXT NOT NULL,
    how       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Dates: YYYY-MM-DD, '' while it has not happened. warnings and reason: as they stood when it was opened.
CREATE TABLE follow_up (
    number     INTEGER PRIMARY KEY,
    plan       TEXT NOT NULL REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
    indicator  TEXT NOT NULL,
    year       INTEGER,
    unit       TEXT NOT NULL,
    warnings   TEXT NOT NULL,
    reason     TEXT NOT NULL,
    opened_on  TEXT NOT NULL,
    due        TEXT NOT NULL,
    reply      TEXT NOT NULL,
    replied_on TEXT NOT NULL,
    effect     TEXT NOT NULL,
    closed_on  TEXT NOT NULL
) STRICT;
