"""A shipped children's pack as rows of text, to be held against a table typed from its document."""

from collections.abc import Iterator
from decimal import Decimal

from plandesk.core.indicator import Library
from plandesk.core.plan import PlacedTarget, Plan, Target
from plandesk.core.plan_reader import check_plan_against

Row = tuple[str, ...]


def typed(table: str) -> list[Row]:
    """The rows of a table typed with spaces between its columns, sorted."""
    return sorted(tuple(line.split()) for line in table.strip().splitlines())


def shape(plan: Plan) -> list[tuple[str, int, int]]:
    """Each domain with its numbers of goals and measures."""
    return [(d.name, len(d.goals), len(d.measures)) for d in plan.domains]


def with_figure(plan: Plan, library: Library) -> list[Row]:
    """place, indicator, op, value (or two), unit, marks: every target with a figure, sorted.

    A place is ``1.3`` (goal), ``1.m3`` (measure) or ``p3`` (project). Marks: the stage year where it is not the
    plan's last, 力争, 隐含, 每年 / 期内 for changes.
    """
    return sorted(
        (
            _place(p),
            library[p.target.indicator].name,
            p.target.op,
            *_figure(p.target),
            *_marks(p.target, plan),
        )
        for p in plan.placed_targets()
        if p.target.value is not None
    )


def without_figure(plan: Plan, library: Library) -> list[Row]:
    """place, indicator, op, kind of relative, stage year where it is not the plan's last; sorted."""
    return sorted(
        (
            _place(p), library[p.target.indicator].name, p.target.op,
            *([p.target.relative.kind] if p.target.relative else []), *_stage(p.target, plan),
        )
        for p in plan.placed_targets()
        if p.target.value is None
    )  # fmt: skip


def faults(plan: Plan, library: Library) -> list[str]:
    """What no pack may have: unknown indicators, rows outside their form, names that lead nowhere, gaps in numbers."""
    found = [*check_plan_against(plan, library)]
    found.extend(
        f"{d.name}: measures" for d in plan.domains
        if [m.no for m in d.measures] != list(range(1, len(d.measures) + 1))
    )  # fmt: skip
    for placed in plan.placed_targets():
        target, indicator = placed.target, library[placed.target.indicator]
        if target.name not in (indicator.name, *indicator.aliases):
            found.append(f"{_place(placed)} {target.name}: no name of {indicator.code}")
        if placed.domain is not None and placed.domain.form not in library.forms_of(indicator.code):
            found.append(f"{_place(placed)} {indicator.code}: not in {placed.domain.form}")
        found.extend(
            f"{_place(placed)} {target.name}: implausible {v}" for v in _outside(target, *indicator.plausible)
        )
    return found


def _outside(target: Target, low: Decimal | None, high: Decimal | None) -> Iterator[Decimal]:
    """A target outside the plausible range would question every county that meets it."""
    if target.relative is not None:
        return
    for value in (target.value, target.value2):
        if value is not None and ((low is not None and value < low) or (high is not None and value > high)):
            yield value


def _place(placed: PlacedTarget) -> str:
    if placed.goal is not None:
        number = placed.goal.no
    else:
        assert placed.measure is not None
        number = f"m{placed.measure.no}" if placed.domain is not None else f"p{placed.measure.no}"
    return f"{placed.domain.no}.{number}" if placed.domain is not None else number


def _figure(target: Target) -> Row:
    values = [format(v, "f") for v in (target.value, target.value2) if v is not None]
    return ("～".join(values), target.unit or "")


def _marks(target: Target, plan: Plan) -> Row:
    marks = list(_stage(target, plan))
    if target.stretch:
        marks.append("力争")
    if target.implicit:
        marks.append("隐含")
    if target.relative is not None:
        marks.append({"year": "每年", "period": "期内"}[target.relative.per or "period"])
    return tuple(marks)


def _stage(target: Target, plan: Plan) -> Row:
    return () if target.stage_year == plan.period[1] else (str(target.stage_year),)
