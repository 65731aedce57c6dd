"""The years of a plan's two evaluations: the middle one (2025 of ten, 2023 of five years) and the last."""

from typing import Literal

from plandesk.core.plan import Plan
from plandesk.core.problems import KnownProblem
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words

Kind = Literal["midterm", "final"]


def year_setting(plan_id: str, kind: Kind) -> str:
    """The name of the setting that moves an evaluation to another year."""
    return f"report.{plan_id}.{kind}_year"


def usual_year(plan: Plan, kind: Kind) -> int:
    """The year an evaluation is due in by the plan's period: its middle, rounded down, or its last."""
    first, last = plan.period
    return last if kind == "final" else first + (last - first) // 2


def evaluation_year(snapshot: Snapshot, plan: Plan, kind: Kind) -> int:
    """The year of the evaluation: the file's own setting where it is a year, else the usual one."""
    held = snapshot.settings.get(year_setting(plan.id, kind), "").strip()
    return int(held) if held.isascii() and held.isdigit() else usual_year(plan, kind)


def check_year(snapshot: Snapshot, plan: Plan, kind: Kind, year: int, words: Words) -> None:
    """Refuses an evaluation of another year: signed, it would be taken for the one the plan asks for.

    Raises KnownProblem ``evaluation_year``.
    """
    expected = evaluation_year(snapshot, plan, kind)
    if year != expected:
        name = words.say(f"papers.{kind}.short")
        raise KnownProblem("evaluation_year", plan=plan.title, name=name, expected=expected, year=year)
