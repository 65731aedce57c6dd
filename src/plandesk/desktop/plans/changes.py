"""Writing to the plan: every function is one step of the log and returns what it changed (None where refused)."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from plandesk.core.changes import ChangeSet
from plandesk.core.plan import PlacedTarget, Target
from plandesk.core.plan_revision import with_reporter, with_target
from plandesk.core.quantity import canonical
from plandesk.core.records import Assessment, Benchmark, EnteredBaseline, SeriesBreak, Town
from plandesk.core.target_words import target_words
from plandesk.desktop.desk import Desk

Answer = str
ANSWERS = ("yes", "partly", "no")


def _say(desk: Desk, key: str, **slots: object) -> str:
    return desk.words.say(f"plans_log.{key}", **slots)


def _figure(desk: Desk, value: Decimal | None) -> str:
    return canonical(value) if value is not None else _say(desk, "nothing")


def change_target(
    desk: Desk, place: PlacedTarget, new: Target, from_year: int | None, reason: str
) -> ChangeSet | None:
    """Set a target anew, for the whole period or from a year on."""
    snapshot = desk.snapshot
    unit = snapshot.library[new.indicator].unit
    words = [f"{target_words(t, unit, snapshot.library)}（{t.stage_year}年）" for t in (place.target, new)]
    key = "target" if from_year is None else "target_from"
    label = _say(desk, key, name=new.name, old=words[0], new=words[1], year=from_year, reason=reason)
    return desk.revise(plans=[with_target(desk.plan, place, new, from_year=from_year)], label=label)


def change_unit(desk: Desk, code: str, unit: str, reason: str) -> ChangeSet | None:
    """Give an indicator to another unit."""
    snapshot = desk.snapshot
    indicator = snapshot.indicator(code)
    label = _say(desk, "unit", name=indicator.name, old=indicator.reporter, new=unit, reason=reason)
    return desk.revise(forms=[with_reporter(snapshot.library.forms, code, unit)], label=label)


def put_baseline(desk: Desk, code: str, year: int, value: Decimal | None, reason: str) -> ChangeSet | None:
    """Enter the base figure of an indicator, change it, or take it away (None)."""
    record = EnteredBaseline(desk.plan_id, code, year, value)
    before = desk.snapshot.baselines.get((desk.plan_id, code, year))
    name = desk.snapshot.indicator(code).name
    if before is None:
        label = _say(desk, "baseline", name=name, year=year, new=_figure(desk, value))
    else:
        old, new = _figure(desk, before.value), _figure(desk, value)
        label = _say(desk, "baseline_changed", name=name, year=year, old=old, new=new, reason=reason)
    return desk.record([record], origin="typed", label=label)


def put_benchmark(desk: Desk, code: str, value: Decimal | None) -> ChangeSet | None:
    """Enter the outside figure a target is compared with in the chosen year, or take it away (None)."""
    name = desk.snapshot.indicator(code).name
    label = _say(desk, "benchmark", name=name, year=desk.year, new=_figure(desk, value))
    record = Benchmark(desk.plan_id, code, desk.year, value)
    return desk.record([record], origin="typed", label=label)


def assess(desk: Desk, goal: str, answer: Answer, evidence: str) -> ChangeSet | None:
    """The self-assessment of a goal (``1.3``: domain and number) in the chosen year; "" takes it away."""
    key = (desk.plan_id, goal, desk.year)
    record = Assessment(*key) if not answer else replace(
        Assessment(*key), answer=answer, evidence=evidence  # type: ignore[arg-type]
    )  # fmt: skip
    if answer:
        word = desk.words.say(f"judging.assessment.{answer}")
        label = _say(desk, "assessed", goal=goal, year=desk.year, answer=word)
    else:
        label = _say(desk, "unassessed", goal=goal, year=desk.year)
    return desk.record([record], origin="typed", label=label)


def add_break(desk: Desk, code: str, year: int, reason: str) -> ChangeSet | None:
    """口径变动: no comparison across ``year``."""
    label = _say(desk, "break_added", name=desk.snapshot.indicator(code).name, year=year)
    return desk.record([SeriesBreak(code, year, reason)], origin="typed", label=label)


def remove_break(desk: Desk, code: str, year: int) -> ChangeSet | None:
    """Compare across ``year`` again."""
    label = _say(desk, "break_removed", name=desk.snapshot.indicator(code).name, year=year)
    return desk.record([SeriesBreak(code, year)], origin="typed", label=label)


def add_towns(desk: Desk, names: Sequence[str]) -> ChangeSet | None:
    """Register townships behind those that are there."""
    last = max((town.position or 0 for town in desk.snapshot.towns), default=0)
    towns = [Town(name, last + number) for number, name in enumerate(names, start=1)]
    return desk.record(towns, origin="typed", label=_say(desk, "towns_added", count=len(towns)))


def remove_town(desk: Desk, name: str) -> ChangeSet | None:
    """Take a township off the list."""
    return desk.record([Town(name)], origin="typed", label=_say(desk, "town_removed", name=name))


def move_town(desk: Desk, name: str, step: int) -> ChangeSet | None:
    """Move a township up (−1) or down (1); None at the end of the list."""
    towns = list(desk.snapshot.towns)
    here = next(n for n, town in enumerate(towns) if town.name == name)
    there = here + step
    if not 0 <= there < len(towns):
        return None
    towns[here], towns[there] = towns[there], towns[here]
    placed = [replace(town, position=number) for number, town in enumerate(towns, start=1)]
    return desk.record(placed, origin="typed", label=_say(desk, "town_moved", name=name))
