"""A pack against a second reading: tables typed by hand in the tests, and the pack in the same shape."""

from collections import Counter
from decimal import Decimal

from plandesk.core.indicator import Indicator, Library
from plandesk.core.plan import PlacedTarget, Plan
from plandesk.core.plan_reader import check_plan_against

Figure = tuple[str, str, str, str, Decimal, str, int]
Arrow = tuple[str, str, str, str]

# which way an op points; an arrow that points away from what is better would be judged upside down
_BETTER = {"↑": "higher", ">=": "higher", ">": "higher", "↓": "lower", "<=": "lower", "<": "lower"}


def place(placed: PlacedTarget) -> tuple[str, str]:
    """Domain and goal (``m3``: the third measure, ``p8``: the eighth project)."""
    domain = str(placed.domain.no) if placed.domain is not None else "-"
    if placed.goal is not None:
        return domain, placed.goal.no
    assert placed.measure is not None
    return domain, f"{'m' if placed.domain is not None else 'p'}{placed.measure.no}"


def typed_figures(table: str, last_year: int) -> list[Figure]:
    """``domain goal name op value unit [year]`` a line; without a year the plan's last."""
    rows = []
    for line in table.strip().split("\n"):
        domain, at, name, op, value, unit, *year = line.split()
        rows.append((domain, at, name, op, Decimal(value), unit, int(year[0]) if year else last_year))
    return sorted(rows)


def figures_of(plan: Plan) -> list[Figure]:
    """Every target of ``plan`` with a figure, stretch and relative ones too."""
    return sorted(
        (*place(p), t.name, t.op, t.value, t.unit or "", t.stage_year)
        for p in plan.placed_targets()
        if (t := p.target).value is not None
    )


def typed_arrows(table: str) -> list[Arrow]:
    """``domain goal op name name …`` a line: targets without a figure."""
    rows = []
    for line in table.strip().split("\n"):
        domain, at, op, *names = line.split()
        rows += [(domain, at, op, name) for name in names]
    return sorted(rows)


def arrows_of(plan: Plan) -> list[Arrow]:
    """Every target of ``plan`` without a figure."""
    return sorted(
        (*place(p), p.target.op, p.target.name) for p in plan.placed_targets() if p.target.value is None
    )


def comparisons_of(plan: Plan, library: Library) -> dict[tuple[str, str, str], tuple[str, str | None]]:
    """(domain, goal, name) → kind of comparison and what is compared with."""
    found = {}
    for placed in plan.placed_targets():
        relative = placed.target.relative
        if relative is not None:
            against = relative.against
            known = against is not None and against in library
            found[(*place(placed), placed.target.name)] = (
                relative.kind,
                library[against].name if known and against is not None else against,
            )
    return found


def sizes_of(plan: Plan) -> dict[str, tuple[int, int]]:
    """Domain → number of goals, number of measures."""
    return {d.name: (len(d.goals), len(d.measures)) for d in plan.domains}


def counted_by_domain(plan: Plan) -> dict[int, int]:
    """Domain → how many of its goals' targets enter the rates (a figure or a benchmark, no stretch)."""
    return dict(
        Counter(
            p.domain.no
            for p in plan.placed_targets()
            if p.domain is not None and p.goal is not None and p.target.countable
        )
    )


def mismatches(plan: Plan, library: Library) -> list[str]:
    """Where a target and its indicator do not fit: name, unit, direction, form of the domain."""
    faults = list(check_plan_against(plan, library))
    for placed in plan.placed_targets():
        target = placed.target
        indicator = library[target.indicator]
        if target.name not in (indicator.name, *indicator.aliases):
            faults.append(f"{target.name}: neither name nor alias of {indicator.code}")
        if target.relative is None and target.unit not in (None, indicator.unit):
            faults.append(f"{target.name}: {target.unit} against {indicator.unit}")
        if _BETTER.get(target.op, indicator.better) != indicator.better:
            faults.append(f"{target.name}: {target.op}, but better is {indicator.better}")
        if placed.domain is not None and placed.domain.form not in library.forms_of(indicator.code):
            faults.append(f"{target.name}: {indicator.code} is not in {placed.domain.form}")
        if target.value is not None and target.relative is None and not _plausible(target.value, indicator):
            faults.append(f"{target.name}: {target.value} is outside the plausible {indicator.plausible}")
    return faults


def _plausible(value: Decimal, indicator: Indicator) -> bool:
    low, high = indicator.plausible
    return (low is None or low <= value) and (high is None or value <= high)
