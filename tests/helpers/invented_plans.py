"""Plan documents of places that do not exist, written for the tests, with what a reader has to find in them."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from plandesk.core.plan import PlacedTarget, Plan

DOCUMENTS = Path(__file__).resolve().parent.parent / "planreader" / "documents"


def document(name: str) -> Path:
    """The document of an invented place."""
    return DOCUMENTS / f"{name}.txt"


def expected(name: str) -> Counter[str]:
    """What is in it: one line per target, as ``told`` says it."""
    lines = (DOCUMENTS / f"{name}.expected").read_text(encoding="utf-8").splitlines()
    return Counter(line.strip() for line in lines if line.strip())


def told(plans: Iterable[Plan]) -> Counter[str]:
    """Every target as a line: place, op, value, unit, and the year where a goal has several of one indicator."""
    return Counter(_line(plan, placed) for plan in plans for placed in plan.placed_targets())


def _line(plan: Plan, placed: PlacedTarget) -> str:
    target = placed.target
    owner = placed.goal or placed.measure
    number = f".{placed.goal.no}" if placed.goal else f"m{placed.measure.no}" if placed.measure else ""
    place = f"{'W' if plan.audience == 'women' else 'C'}{placed.domain.no if placed.domain else 'P'}{number}"
    others = owner.targets if owner else ()
    staged = any(o.indicator == target.indicator and o.stage_year != target.stage_year for o in others)
    words = [place, target.op]
    if target.value is not None:
        words += [format(target.value, "f"), target.unit or ""]
    if staged or target.stage_year != plan.period[1]:
        words.append(str(target.stage_year))
    return " ".join(word for word in words if word)
