-- The append-only change log: audit trail, undo history and the count of changes after sending are these rows.

-- undoes: the batch that an undo takes back or a redo makes again.
CREATE TABLE change_batch (
    id     INTEGER PRIMARY KEY,
    at     TEXT NOT NULL,
    who    TEXT NOT NULL,
    origin TEXT NOT NULL,
    label  TEXT NOT NULL,
    undoes INTEGER REFERENCES change_batch (id)
) STRICT;

-- key: JSON array; before and after: JSON objects without the key and without what stands at its default, or NULL.
CREATE TABLE change (
    batch  INTEGER NOT NULL REFERENCES change_batch (id),
    seq    INTEGER NOT NULL,
    tbl    TEXT NOT NULL,
    key    TEXT NOT NULL,
    before TEXT,
    after  TEXT,
    PRIMARY KEY (batch, seq)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER change_batch_is_not_updated BEFORE UPDATE ON change_batch
BEGIN
    SELECT RAISE(ABORT, 'the change log is append-only');
END;

CREATE TRIGGER change_batch_is_not_deleted BEFORE DELETE ON change_batch
BEGIN
    SELECT RAISE(ABORT, 'the change log is append-only');
END;

CREATE TRIGGER change_is_not_updated BEFORE UPDATE ON change
BEGIN
    SELECT RAISE(ABORT, 'the change log is append-only');
END;

CREATE TRIGGER change_is_not_deleted BEFORE DELETE ON change
BEGIN
    SELECT RAISE(ABORT, 'the change log is append-only');
END;
