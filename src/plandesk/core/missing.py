"""The indicators of a plan without data in a year: why, when there was a figure last, who surveys them by when (缺项)."""

from dataclasses import dataclass
from datetime import date

from plandesk.core.days import read_day
from plandesk.core.indicator import Indicator
from plandesk.core.judging import Evaluation, Judgement
from plandesk.core.records import MissingItem, Status
from plandesk.core.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Missing:
    """An indicator without data: the status entered ("" for none) with its note, the latest earlier year with a
    figure, who surveys it (``item``), the 替代性指标 its target is judged on meanwhile.
    """

    indicator: Indicator
    status: Status
    note: str
    latest: int | None
    item: MissingItem | None
    substitute: Indicator | None

    def overdue(self, today: date) -> bool:
        """Whether the day it was to be surveyed by has passed; False where nobody was named."""
        return self.item is not None and bool(self.item.due) and read_day(self.item.due) < today


def missing_of(snapshot: Snapshot, evaluation: Evaluation) -> tuple[Missing, ...]:
    """The indicators of the evaluated plan without data in its year, each once, in the plan's order.

    Those judged on a substitute are among them: their own data are missing all the same. Faulty figures are not.
    """
    found: dict[str, Missing] = {}
    for judgement in evaluation.judgements():
        own = judgement.indicator
        if own is not None and own.code not in found and _is_missing(snapshot, judgement, own):
            found[own.code] = _missing(snapshot, judgement, own)
    return tuple(found.values())


def _is_missing(snapshot: Snapshot, judgement: Judgement, own: Indicator) -> bool:
    if judgement.substitute is not None:
        return True
    if judgement.exact is not None or judgement.verdict not in ("no_data", "cannot_tell"):
        return False
    # a balance of the sexes rests on their figures, without a total; an unreadable text is faulty, not missing
    cells = ("", "sex=female", "sex=male")
    observed = (snapshot.observation(own.code, judgement.year, cell) for cell in cells)
    return all(o is None or o.status != "value" for o in observed)


def _missing(snapshot: Snapshot, judgement: Judgement, own: Indicator) -> Missing:
    now = snapshot.observation(own.code, judgement.year)
    earlier = (
        key.year
        for key, o in snapshot.observations.items()
        if key.indicator == own.code and not key.cell and key.year < judgement.year and o.value is not None
    )
    return Missing(
        own,
        now.status if now is not None else "",
        now.note.strip() if now is not None else "",
        max(earlier, default=None),
        snapshot.missing_items.get(own.code),
        judgement.substitute,
    )
