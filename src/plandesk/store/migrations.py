"""The scripts of ``db/`` as forward migrations: which a file lacks, which are from the future."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlite_utils import Database, Migrations

from plandesk.shipped import shipped_dir

_SET = "plandesk"


@dataclass(frozen=True, slots=True)
class Scripts:
    """The shipped scripts, by name in the order of their numbers, each with its SQL."""

    by_name: tuple[tuple[str, str], ...]

    @staticmethod
    def shipped() -> "Scripts":
        """Read ``db/*.sql``. Raises FileNotFoundError when the program is incomplete."""
        files = sorted(shipped_dir("db").glob("*.sql"))
        return Scripts(tuple((file.stem, file.read_text(encoding="utf-8")) for file in files))

    def pending(self, db: Database) -> tuple[str, ...]:
        """The names of the scripts that ``db`` lacks, in order."""
        return tuple(migration.name for migration in self._migrations().pending(db))

    def from_the_future(self, db: Database) -> tuple[str, ...]:
        """The scripts applied to ``db`` that this program does not have: a newer one has had the file."""
        known = {name for name, _ in self.by_name}
        return tuple(done.name for done in self._migrations().applied(db) if done.name not in known)

    def apply(self, db: Database) -> None:
        """Apply what is pending, each script in one transaction with the note that it was applied."""
        self._migrations().apply(db)

    def _migrations(self) -> Migrations:
        migrations = Migrations(_SET)
        for name, sql in self.by_name:
            migrations(name=name)(_applied(sql))
        return migrations


def _applied(sql: str) -> Callable[[Database], None]:
    def apply(db: Database) -> None:
        db.executescript(sql)

    return apply
