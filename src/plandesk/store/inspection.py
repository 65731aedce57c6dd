"""Looking a data file over: SQLite's own integrity, references, and whether the log leads to every fact."""

import sqlite3
from collections.abc import Iterator

from sqlite_utils import Database

from plandesk.core.words import Words
from plandesk.store.change_log import replay_faults
from plandesk.store.connection import APPLICATION_ID
from plandesk.store.faults import sqlite_problem


def is_sound(db: Database) -> bool:
    """SQLite's quick check, for every opening. Raises sqlite3.Error where it cannot even be made."""
    return [str(row[0]) for row in db.execute("PRAGMA quick_check(1)")] == ["ok"]


def faults_of(db: Database, words: Words) -> tuple[str, ...]:
    """What is wrong with the file, in sentences; empty when all is well."""
    try:
        # one transaction: a reader looks while another program writes
        with db.atomic():
            return tuple(_faults(db, words))
    except sqlite3.Error as fault:
        if sqlite_problem(fault) != "damaged_in_use":
            raise
        return (words.say("store.verify_damaged", detail=fault),)


def _faults(db: Database, words: Words) -> Iterator[str]:
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        yield words.say("store.verify_foreign")
    details = [str(row[0]) for row in db.execute("PRAGMA integrity_check(20)")]
    if details != ["ok"]:
        yield from (words.say("store.verify_damaged", detail=detail) for detail in details)
        return
    for table, _, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield words.say("store.verify_reference", table=table, parent=parent)
    for table, key in replay_faults(db):
        fact = " ".join(str(part) for part in key if part != "")
        yield words.say("store.verify_log", table=table, fact=fact)
