"""Dumbbell charts for the papers: 城镇–农村 and 男–女 of a year, and baseline, now and target of a domain's goals."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from plandesk.core.annual.facts import Fact
from plandesk.core.annual.wording import signed
from plandesk.core.figures import cell_words, values_of
from plandesk.core.indicator import Indicator
from plandesk.core.quantity import decimals_of, printed, rounded
from plandesk.core.report_model import Dumbbell, Dumbbells
from plandesk.core.words import Words

TWO_SIDED = ("sex", "area")  # breakdowns into two that are set against each other
FEWEST, MOST = 3, 14  # rows of a chart: fewer say no more than the table, more do not fit on a turned page
_LEVELS = (">=", ">", "<=", "<", "=")

Value = Callable[[Indicator, str], Decimal | None]


def breakdown_chart(
    label: Callable[[], str],
    title: str,
    indicators: Sequence[Indicator],
    dimension: str,
    value: Value,
    words: Words,
) -> Dumbbells | None:
    """The two parts of each indicator that has both, of one unit; None where fewer than three have.

    ``dimension`` is one of TWO_SIDED, ``value`` gives the figure of a breakdown cell, ``label`` the figure's number
    (asked for only if there is a chart).
    """
    found: dict[str, list[Dumbbell]] = {}
    cells: tuple[str, ...] = ()
    for indicator in indicators:
        cells = tuple(f"{dimension}={part}" for part in values_of(dimension, indicator))
        pair = [value(indicator, cell) for cell in cells]
        if len(pair) != 2 or pair[0] is None or pair[1] is None:
            continue
        first, second = (rounded(figure, indicator.decimals) for figure in pair if figure is not None)
        gap = printed(abs(first - second), indicator.decimals)
        row = Dumbbell(indicator.name, first, second, gap, decimals=indicator.decimals)
        found.setdefault(indicator.unit, []).append(row)
    unit, rows = _most(found)
    if len(rows) < FEWEST:
        return None
    return Dumbbells(
        label(), title, unit, (cell_words(cells[0]), cell_words(cells[1])), rows,
        gap=words.say("papers.dumbbells.gap"), note=words.say("papers.dumbbells.note_breakdown"),
    )  # fmt: skip


def progress_chart(
    label: Callable[[], str], title: str, facts: Iterable[Fact], words: Words
) -> Dumbbells | None:
    """Where the goals with a target value began, where they stand, and the target; None where fewer than three can.

    All rows begin in the year in which most of them have their first figure; those of one unit are shown.
    """
    usable = [f for f in facts if _has_level(f)]
    firsts = Counter(min(_earlier(f)) for f in usable)
    if not firsts:
        return None
    first = min(firsts, key=lambda year: (-firsts[year], year))
    found: dict[str, list[Dumbbell]] = {}
    for fact in usable:
        before = _earlier(fact).get(first)
        if before is None or fact.target.value is None:
            continue
        decimals = max(fact.indicator.decimals, decimals_of(fact.value))
        first_value, now = Decimal(printed(before, decimals)), Decimal(printed(fact.value, decimals))
        row = Dumbbell(
            fact.name, first_value, now, signed(now - first_value, decimals), fact.target.value, decimals
        )
        found.setdefault(fact.indicator.unit, []).append(row)
    unit, rows = _most(found)
    if len(rows) < FEWEST:
        return None
    ends = tuple(words.say("report.table.head_year", year=year) for year in (first, usable[0].year))
    return Dumbbells(
        label(), title, unit, (ends[0], ends[1]), rows,
        gap=words.say("papers.dumbbells.change"), target=words.say("papers.dumbbells.target"),
        note=words.say("papers.dumbbells.note_progress"),
    )  # fmt: skip


def _earlier(fact: Fact) -> dict[int, Decimal]:
    """The printed figures before the report's year that may be compared with it (no 口径变动 since)."""
    since = max((year for year in fact.breaks if year <= fact.year), default=0)
    return {year: value for year, value in fact.series if since <= year < fact.year}


def _has_level(fact: Fact) -> bool:
    target = fact.target
    plain = (
        target.op in _LEVELS
        and target.value is not None
        and target.relative is None
        and not target.directional
    )
    return (
        plain and fact.has_value and not (fact.few or fact.by_town or fact.lasting) and bool(_earlier(fact))
    )


def _most(found: Mapping[str, Sequence[Dumbbell]]) -> tuple[str, tuple[Dumbbell, ...]]:
    """The unit with most rows and its rows, at most so many as fit."""
    unit = max(found, key=lambda one: len(found[one]), default="")
    rows = list({row.name: row for row in found.get(unit, ())}.values())
    return unit, tuple(rows[:MOST])
