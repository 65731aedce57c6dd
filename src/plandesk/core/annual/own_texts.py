"""The parts of a report that the clerk writes herself: where they are kept, and whether figures changed since."""

import hashlib
from collections.abc import Sequence
from typing import Literal

from plandesk.core.plan import Plan
from plandesk.core.records import Setting
from plandesk.core.snapshot import Snapshot

TextPart = Literal[
    "problems", "advice", "midterm_work", "midterm_problems", "midterm_advice", "final_work", "final_problems", "final_advice"
]  # fmt: skip


def text_setting(plan_id: str, year: int, part: TextPart) -> str:
    """The name of the setting that holds the clerk's own text of a part (paragraphs parted by line ends)."""
    return f"report.{plan_id}.{year}.{part}"


def basis_setting(plan_id: str, year: int, part: TextPart) -> str:
    """The name of the setting that holds on what she wrote it: a mark of the figures, then the draft of that time."""
    return f"{text_setting(plan_id, year, part)}.basis"


def own_paragraphs(snapshot: Snapshot, plan: Plan, year: int, part: TextPart) -> list[str]:
    """The paragraphs the clerk wrote herself for a part; empty where the draft stands."""
    text = snapshot.settings.get(text_setting(plan.id, year, part), "")
    return [line.strip() for line in text.splitlines() if line.strip()]


def figures_mark(snapshot: Snapshot, plan: Plan, year: int) -> str:
    """Twelve hex digits of the plan's figures up to ``year``: equal for equal figures."""
    codes = {placed.target.indicator for placed in plan.placed_targets()}
    rows = sorted(
        f"{k.indicator}|{k.year}|{k.cell}|{o.value}|{o.numerator}|{o.denominator}|{o.status}"
        for k, o in snapshot.observations.items() if k.indicator in codes and k.year <= year
    )  # fmt: skip
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:12]


def draft_then(snapshot: Snapshot, plan: Plan, year: int, part: TextPart) -> str:
    """The draft that stood when she wrote her text; "" where it is not known."""
    return snapshot.settings.get(basis_setting(plan.id, year, part), "").partition("\n")[2]


def is_stale(snapshot: Snapshot, plan: Plan, year: int, part: TextPart) -> bool:
    """Whether the plan's figures changed since the clerk wrote the part; False where the draft stands."""
    mark = snapshot.settings.get(basis_setting(plan.id, year, part), "").partition("\n")[0]
    return bool(mark and own_paragraphs(snapshot, plan, year, part)) and mark != figures_mark(
        snapshot, plan, year
    )


def settings_for(
    snapshot: Snapshot, plan: Plan, year: int, part: TextPart, text: str, draft: Sequence[str]
) -> tuple[Setting, Setting]:
    """The records that keep ``text``: itself and its basis; both blank, so that the draft stands, where it equals it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    own = bool(lines) and lines != list(draft)
    basis = "\n".join((figures_mark(snapshot, plan, year), *draft))
    return (
        Setting(text_setting(plan.id, year, part), "\n".join(lines) if own else ""),
        Setting(basis_setting(plan.id, year, part), basis if own else ""),
    )
