"""What the report says about one target: its figures by year as printed, its change, its place against the target."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from plandesk.core.annual.wording import Change, cell_text, change_words, few_events, signed
from plandesk.core.figures import exact
from plandesk.core.indicator import Indicator
from plandesk.core.judging import DomainEvaluation, Evaluation, Judgement
from plandesk.core.plan import Domain, Goal, Plan, Target
from plandesk.core.quantity import canonical, decimals_of, printed
from plandesk.core.records import NO_FIGURE, Observation, Status
from plandesk.core.snapshot import Snapshot

SMALL_DENOMINATOR = 100


@dataclass(frozen=True, slots=True)
class Fact:
    """A target with the figures that stand beside it.

    ``series`` are the printed figures by year from the year before the plan to the report's, ``shown`` the figure of
    the report's year as printed ("" where there is none). ``by_town``: judged on the township that stands worst. ``change`` is None where none may be
    printed: no figure in one of the years, a 口径变动 between them, too few events. Where a 替代性指标 was judged,
    ``indicator`` is that one, whose figures all are, and ``own`` the target's own indicator, without data; else None.
    ``signs`` stand for the figures of earlier years that are not there for a reason (无例, 密).
    """

    judgement: Judgement
    target: Target
    indicator: Indicator
    year: int
    shown: str
    status: Status
    series: tuple[tuple[int, Decimal], ...]
    now: Observation | None
    last: Observation | None
    few: bool
    broken: bool
    breaks: frozenset[int]
    faulty: bool
    by_town: bool
    reference: bool = False
    own: Indicator | None = None
    signs: tuple[tuple[int, str], ...] = ()

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def name(self) -> str:
        """The indicator's name (the document's own name for it stands in 指标解释), with the mark of a substitute."""
        return self.indicator.name if self.own is None else self.own.name + self.judgement.mark

    @property
    def has_value(self) -> bool:
        return self.shown != ""

    @property
    def lacks_source(self) -> bool:
        """Whether a figure ought to be there and is not: 不适用, 无病例 and 保密 expect none."""
        return not self.has_value and self.status not in ABSENT

    @property
    def value(self) -> Decimal:
        """The figure as printed. Raises ValueError where there is none."""
        if not self.shown:
            raise ValueError(f"{self.code} has no figure in {self.year}")
        return Decimal(self.shown)

    @property
    def before(self) -> Decimal | None:
        """Last year's figure as printed."""
        return dict(self.series).get(self.year - 1)

    @property
    def lasting(self) -> bool:
        """Whether the figure is an earlier year's that still lasts (届次)."""
        return self.judgement.year_of_value not in (None, self.year)

    @property
    def comparable(self) -> bool:
        """Whether a change on last year may be printed."""
        return self.has_value and self.before is not None and not self.few and not self.broken

    @property
    def difference(self) -> Decimal | None:
        """The difference of the printed figures."""
        return self.value - self.before if self.comparable and self.before is not None else None

    @property
    def change(self) -> Change | None:
        """The change on last year in words."""
        if not self.comparable or self.before is None:
            return None
        events = (self.now.numerator if self.now else None, self.last.numerator if self.last else None)
        return change_words(self.value, self.before, self.indicator, events)

    @property
    def change_cell(self) -> str:
        """The change on last year as a table prints it; — where none may be."""
        difference = self.difference
        return "—" if difference is None else signed(difference, self._decimals)

    @property
    def small_denominator(self) -> bool:
        """Whether one case more or less moves the figure by more than a point."""
        return (
            self.has_value and self.indicator.unit == "%" and self.now is not None
            and self.now.denominator is not None and 0 < self.now.denominator < SMALL_DENOMINATOR
        )  # fmt: skip

    @property
    def _decimals(self) -> int:
        return max(self.indicator.decimals, decimals_of(self.value))

    def at(self, year: int) -> str:
        """The figure of ``year`` for a table's cell, or the sign for its absence."""
        if year == self.year:
            return cell_text(self.shown) if self.shown else ABSENT.get(self.status, "无")
        found = dict(self.series).get(year)
        return (
            dict(self.signs).get(year, "无")
            if found is None
            else cell_text(printed(found, self.indicator.decimals))
        )


# Signs for a figure that is not there (paper.md, part 3); everything else is 无.
ABSENT: Mapping[Status, str] = {"no_case": "无例", "not_applicable": "—", "confidential": "密"}


def part_text(found: Observation | None, part: str) -> str:
    """A numerator or denominator for a table's cell; 密 where it is withheld, 无 where there is none."""
    figure: Decimal | None = getattr(found, part) if found is not None else None
    if figure is not None:
        return cell_text(canonical(figure))
    return ABSENT["confidential"] if found is not None and found.status == "confidential" else "无"


@dataclass(frozen=True, slots=True)
class DomainFacts:
    """A domain with its facts: of goals, and of measures (figures judged but not counted)."""

    evaluation: DomainEvaluation
    domain: Domain
    goals: tuple[Fact, ...]
    measures: tuple[Fact, ...]
    references: tuple[Fact, ...] = ()

    @property
    def name(self) -> str:
        return self.domain.name

    @property
    def counted(self) -> tuple[Fact, ...]:
        """The goals' targets that enter the rates."""
        return tuple(f for f in self.goals if f.judgement.counted)

    @property
    def directional(self) -> tuple[Fact, ...]:
        """The goals' ↑ and ↓ targets."""
        return tuple(f for f in self.goals if f.target.directional)

    def all(self) -> tuple[Fact, ...]:
        """Everything judged."""
        return self.goals + self.measures

    def listed(self) -> tuple[Fact, ...]:
        """Everything that a list of the domain's figures holds: goals, measures, what they are compared with."""
        return self.with_references(self.goals) + self.with_references(self.measures)

    def with_references(self, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """``facts``, each followed by the figures it is compared with."""
        found: list[Fact] = []
        for fact in facts:
            found.append(fact)
            found += [r for r in self.references if r.target == fact.target]
        return tuple(found)


def facts_of(snapshot: Snapshot, plan: Plan, evaluation: Evaluation) -> tuple[DomainFacts, ...]:
    """The facts of every domain, targets in the document's order."""
    domains = {domain.no: domain for domain in plan.domains}
    own = {placed.target.indicator for placed in plan.placed_targets()}
    return tuple(_domain(snapshot, plan, judged, domains[judged.no], own) for judged in evaluation.domains)


def project_facts(snapshot: Snapshot, plan: Plan, evaluation: Evaluation) -> tuple[Fact, ...]:
    """The facts of 实事项目 with figures."""
    return tuple(_fact(snapshot, plan, j, t, i) for j, t, i in _figured(evaluation.projects))


def _domain(
    snapshot: Snapshot, plan: Plan, judged: DomainEvaluation, domain: Domain, own: set[str]
) -> DomainFacts:
    facts = [_fact(snapshot, plan, j, t, i) for j, t, i in _figured(judged.targets)]
    goals = _first_stages(f for f in facts if f.judgement.goal is not None)
    at_goals = {_asks(f) for f in goals}
    measures = [f for f in facts if f.judgement.goal is None and _asks(f) not in at_goals]
    references = list(_references(snapshot, plan, [*goals, *measures], own))
    return DomainFacts(judged, domain, tuple(goals), tuple(measures), tuple(references))


def _references(snapshot: Snapshot, plan: Plan, facts: Sequence[Fact], own: set[str]) -> Iterator[Fact]:
    """The indicators that targets are compared with and that are no targets themselves, each once."""
    seen = set(own)
    for fact in facts:
        code = (fact.target.relative.against if fact.target.relative else None) or ""
        if code in seen or code not in snapshot.library:
            continue
        seen.add(code)
        indicator = snapshot.library[code]
        found = snapshot.observation(code, fact.year)
        whole = exact(found, indicator)
        judgement = Judgement(
            fact.judgement.domain, fact.judgement.goal, fact.judgement.measure, fact.target, indicator, fact.year,
            counted=False, verdict="qualitative", word="—", shown_as="qualitative", steps=(),
            value=None if whole is None else printed(whole, indicator.decimals), exact=whole,
        )  # fmt: skip
        yield replace(_fact(snapshot, plan, judgement, fact.target, indicator), reference=True)


def _first_stages(facts: Iterator[Fact]) -> list[Fact]:
    """One fact per goal, indicator and scope: the stage that counts; later stages are named beside it in the annex.

    A direction asked for beside a figure (↑ until 2030 after ≥80 in 2025) is a target of its own, as it is counted.
    """
    kept: dict[tuple[str, str, str | None, bool, bool], Fact] = {}
    for fact in facts:
        goal: Goal | None = fact.judgement.goal
        key = (
            goal.no if goal else "",
            fact.code,
            fact.target.scope,
            fact.target.stretch,
            fact.target.directional,
        )
        if key not in kept or (fact.judgement.counted and not kept[key].judgement.counted):
            kept[key] = fact
    return list(kept.values())


def _asks(fact: Fact) -> tuple[object, ...]:
    target = fact.target
    return target.indicator, target.op, target.value, target.value2, target.stage_year, target.scope


def _figured(judgements: tuple[Judgement, ...]) -> Iterator[tuple[Judgement, Target, Indicator]]:
    for judgement in judgements:
        if judgement.target is not None and judgement.indicator is not None:
            yield judgement, judgement.target, judgement.judged_on or judgement.indicator


def _fact(snapshot: Snapshot, plan: Plan, judgement: Judgement, target: Target, indicator: Indicator) -> Fact:
    year, code = judgement.year, indicator.code
    now, last = snapshot.observation(code, year), snapshot.observation(code, year - 1)
    faulty = (
        judgement.verdict == "cannot_tell"
        and judgement.exact is None
        and now is not None
        and now.value is not None
    )
    shown = "" if faulty else _shown(judgement, now, indicator)
    first = plan.period[0] - 1
    series = tuple(_printed_series(snapshot, indicator, first, year - 1))
    if judgement.baseline is not None and judgement.baseline_year == first and first not in dict(series):
        series = ((first, Decimal(judgement.baseline)), *series)
    if shown and judgement.year_of_value in (None, year):
        series += ((year, Decimal(shown)),)
    denominator = now.denominator if now is not None else None
    total = exact(now, indicator)
    return Fact(
        judgement, target, indicator, year, shown, now.status if now is not None and not shown else "", series,
        now, last,
        few=judgement.verdict == "small_numbers" or few_events(indicator, judgement.threshold, denominator),
        broken=snapshot.broken_between(code, year - 1, year),
        breaks=frozenset(y for c, y in snapshot.breaks if c == code),
        faulty=faulty,
        by_town=judgement.exact is not None and total is not None and judgement.exact != total,
        own=None if judgement.substitute is None else judgement.indicator,
        signs=tuple(_signs(snapshot, code, first, year - 1)),
    )  # fmt: skip


def _signs(snapshot: Snapshot, code: str, first: int, last: int) -> Iterator[tuple[int, str]]:
    for year in range(first, last + 1):
        found = snapshot.observation(code, year)
        if found is not None and found.status in ABSENT:
            yield year, ABSENT[found.status]


def _shown(judgement: Judgement, now: Observation | None, indicator: Indicator) -> str:
    """The total as printed; with the judgement's further digits where it was judged on that same figure."""
    total: Fraction | None = exact(now, indicator)
    if now is None or total is None or now.value is None:
        return judgement.value or ""
    if judgement.value is not None and judgement.exact == total:
        return judgement.value
    return printed(now.value, indicator.decimals)


def _printed_series(
    snapshot: Snapshot, indicator: Indicator, first: int, last: int
) -> Iterator[tuple[int, Decimal]]:
    for year in range(first, last + 1):
        found = snapshot.observation(indicator.code, year)
        if found is not None and found.value is not None and found.status not in NO_FIGURE:
            yield year, Decimal(printed(found.value, indicator.decimals))
