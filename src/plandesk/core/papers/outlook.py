"""Where an indicator stands in an evaluation: at the stage that is due, and on the way to the last one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from plandesk.core.annual.dossier import Dossier
from plandesk.core.annual.facts import Fact
from plandesk.core.annual.marks import is_behind
from plandesk.core.annual.wording import change_words, signed
from plandesk.core.judging import Judgement, Level
from plandesk.core.plan import Target
from plandesk.core.quantity import printed

_LEVELS: tuple[Level | None, ...] = ("red", "yellow", None, "notice")


@dataclass(frozen=True, slots=True)
class Outlook:
    """A fact at the stage that counts in the year (``due`` where that year has come), and at the last stage."""

    fact: Fact
    last: Fact

    @property
    def due(self) -> bool:
        """Whether a stage is due and another is still ahead, or the only one is due."""
        return not self.fact.target.directional and self.fact.target.stage_year <= self.fact.year

    @property
    def ahead(self) -> bool:
        """Whether anything is still to come."""
        return self.last.target.stage_year > self.fact.year


def outlooks(one: Dossier, facts: Sequence[Fact]) -> Iterator[Outlook]:
    """Each fact with the last stage of its target (itself where there is no later one)."""
    judgements = one.evaluation.judgements()
    for fact in facts:
        later = [j for j in judgements if _later_stage(j, fact)]
        final = max(later, key=lambda j: j.target.stage_year if j.target else 0, default=None)
        if final is None or final.target is None:
            yield Outlook(fact, fact)
        else:
            yield Outlook(fact, replace(fact, judgement=final, target=final.target))


def _later_stage(judgement: Judgement, fact: Fact) -> bool:
    target = judgement.target
    return (
        target is not None
        and judgement.goal is not None
        and fact.judgement.goal is not None
        and judgement.goal.no == fact.judgement.goal.no
        and judgement.domain == fact.judgement.domain
        and target.indicator == fact.target.indicator
        and target.scope == fact.target.scope
        and not target.stretch
        and target.directional == fact.target.directional
        and _kind(target) == _kind(fact.target)
        and target.stage_year > fact.target.stage_year
    )


def _kind(target: Target) -> str | None:
    return target.relative.kind if target.relative is not None else None


def base_figure(fact: Fact, base_year: int) -> str:
    """The figure of the base year for a table's cell; 无 where none is known."""
    return fact.at(base_year)


def base_change(fact: Fact, base_year: int) -> str:
    """The change since the base year for a table's cell; — where it may not be computed."""
    start = dict(fact.series).get(base_year)
    if (
        start is None
        or not fact.has_value
        or fact.few
        or any(base_year < y <= fact.year for y in fact.breaks)
    ):
        return "—"
    change = change_words(fact.value, start, fact.indicator)
    return "0" if change.direction == "same" else signed(fact.value - start, fact.indicator.decimals)


def yearly_change(fact: Fact) -> str:
    """The mean change per year over the printed series, signed; — without two comparable years."""
    points = [p for p in fact.series if not any(p[0] < y <= fact.year for y in fact.breaks)]
    if len(points) < 2 or points[-1][0] != fact.year or fact.few:
        return "—"
    mean = Fraction(points[-1][1] - points[0][1]) / (points[-1][0] - points[0][0])
    text = printed(abs(mean), fact.indicator.decimals + 1)
    return "0" if mean == 0 else ("+" if mean > 0 else "−") + text


def needed_change(outlook: Outlook) -> str:
    """What is needed per year until the last stage, signed; — where nothing is or can be said."""
    fact = outlook.last
    threshold, years = fact.judgement.threshold, fact.target.stage_year - fact.year
    relative = fact.target.relative
    if (
        threshold is None
        or years <= 0
        or not fact.has_value
        or fact.judgement.attained is not False
        or fact.few
    ):
        return "—"
    if fact.target.op == "between" or (relative is not None and relative.per == "year"):
        return "—"
    need = (threshold - Fraction(fact.value)) / years
    return ("+" if need > 0 else "−") + printed(abs(need), fact.indicator.decimals + 1)


def behind_facts(one: Dossier) -> list[Outlook]:
    """What is missed at the stage that is due, or behind on the way to the last one: the most pressing first, each once."""
    found = outlooks(one, [f for f in one.judged if f.has_value and not f.target.stretch])
    wanted = sorted((o for o in found if is_behind(o.fact) or is_behind(o.last)), key=_pressing)
    return list({(o.fact.code, o.fact.target.value, o.fact.target.op): o for o in wanted}.values())


def _pressing(outlook: Outlook) -> tuple[bool, int]:
    """Counted targets before the others, red before yellow."""
    levels = [_LEVELS.index(f.judgement.level) for f in (outlook.fact, outlook.last)]
    return not outlook.fact.judgement.counted, min(levels)


def lost_years(fact: Fact) -> list[int]:
    """The earlier years of the series in which the present target was met, where it is not met now."""
    threshold, op = fact.judgement.threshold, fact.target.op
    if (
        fact.few
        or fact.judgement.attained is not False
        or threshold is None
        or op not in ("<=", ">=", "<", ">")
    ):
        return []
    return [y for y, value in fact.series if y < fact.year and _meets(Fraction(value), op, threshold)]


def _meets(value: Fraction, op: str, threshold: Fraction) -> bool:
    if value == threshold:
        return op in ("<=", ">=")
    return (value < threshold) is (op in ("<=", "<"))


def first_met(fact: Fact) -> int | None:
    """The year from which on every figure up to now met the target; None where it is not met now."""
    threshold, op = fact.judgement.threshold, fact.target.op
    if not fact.judgement.attained or threshold is None or op not in ("<=", ">="):
        return None
    first = fact.year
    for year, value in reversed(fact.series):
        if not _meets(Fraction(value), op, threshold):
            break
        first = year
    return first
