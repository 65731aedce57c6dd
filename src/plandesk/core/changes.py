"""Changes to a data file: what one action did, and its inverse."""

from collections.abc import Mapping
from dataclasses import dataclass

from plandesk.core.records import CellKey

Row = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Change:
    """One fact changed: its table, its key, the row before and after (None where there was or is none)."""

    table: str
    key: tuple[str | int, ...]
    before: Row | None
    after: Row | None

    def inverse(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.table, self.key, self.after, self.before)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What one action changed: one step of undo, one line of the history.

    ``origin``: typed, paste, import, sample, cli, explain, undo, redo…; ``label`` names the step in Chinese
    (录入 孕产妇死亡率 2024年); ``undoes`` is the batch an undo or redo refers to.
    """

    batch: int
    at: str
    who: str
    origin: str
    label: str
    changes: tuple[Change, ...]
    undoes: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed (the same value typed again)."""
        return not self.changes

    def cells(self) -> frozenset[CellKey]:
        """The addresses of the observations touched."""
        return frozenset(
            CellKey(str(c.key[1]), int(c.key[2]), str(c.key[3]))
            for c in self.changes
            if c.table == "observation"
        )
