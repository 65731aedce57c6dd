"""Checking (审核): one evaluator for window, import, command line, report and sending."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from types import MappingProxyType

from plandesk.core import comparing_checks, single_checks
from plandesk.core.check_case import Case, Hit, text_of
from plandesk.core.check_kinds import KINDS
from plandesk.core.derived_checks import derived_checks
from plandesk.core.entry import FIGURE_FIELDS, field_of
from plandesk.core.entry_sheet import Substitutes, asks_for, plan_indicators
from plandesk.core.figures import make_cell, parse_cell
from plandesk.core.findings import SEVERITIES, Finding, counts
from plandesk.core.indicator import Check, Library
from plandesk.core.plan import Plan
from plandesk.core.plan_years import snapshot_in_year
from plandesk.core.quantity import canonical
from plandesk.core.records import CellKey, Observation
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words

__all__ = ["KINDS", "Checker", "Finding", "counts", "derived_checks"]

_Evaluate = Callable[[Case], Iterator[Hit]]


class Checker:
    """Every rule of a library, indexed by the indicators it touches. Holds no figures; reads snapshots."""

    def __init__(self, library: Library, words: Words) -> None:
        self._library = library
        self._words = words
        self._rank = {code: place for place, code in enumerate(library.by_code)}
        self._declared = _indexed(check for check in library.checks() if check.kind != "required")
        self._rules: dict[str, tuple[Check, ...]] = {}  # with the derived ones, once the indicator is touched
        self._required = tuple(check for check in library.checks() if check.kind == "required")
        self._planned: tuple[tuple[Plan, ...], Substitutes, frozenset[str]] | None = None

    def check(
        self, snapshot: Snapshot, year: int, only: Collection[CellKey] | None = None
    ) -> tuple[Finding, ...]:
        """The findings of ``year``, errors first, then in the forms' order.

        ``only``: just the rules that touch these cells (of ``year``, or of the year before where this year is
        compared with it). Indicators outside the file's plans are left alone; a file without plans is checked
        whole.
        """
        keys = _cells_with_data(snapshot, year) if only is None else only
        return self._found(snapshot, year, self._touched(keys, year, self._planned_codes(snapshot)))

    def errors(self, snapshot: Snapshot, year: int, only: Collection[CellKey]) -> tuple[Finding, ...]:
        """The findings of severity error among those of ``check``, without evaluating the other rules."""
        touched = self._touched(only, year, self._planned_codes(snapshot))
        return self._found(snapshot, year, (pair for pair in touched if pair[0].severity == "error"))

    def _found(
        self, snapshot: Snapshot, year: int, rules: Iterable[tuple[Check, str]]
    ) -> tuple[Finding, ...]:
        findings: dict[tuple[str, CellKey], Finding] = {}
        for check, cell in rules:
            case = Case(snapshot, self._library, year, check, cell)
            for hit in _evaluator(check)(case):
                finding = self._finding(case, hit)
                findings.setdefault((finding.rule, finding.address), finding)
        return tuple(sorted(findings.values(), key=self._order))

    def recheck(
        self, snapshot: Snapshot, year: int, standing: Iterable[Finding], touched: Collection[CellKey]
    ) -> tuple[Finding, ...]:
        """``standing`` (the findings of ``year`` before) brought up to date after ``touched`` changed.

        The same as ``check`` of the whole year, for the price of the rules that touch those cells.
        """
        rules = {(c.rule, cell) for c, cell in self._touched(touched, year, self._planned_codes(snapshot))}
        kept = (f for f in standing if (f.rule, f.cell) not in rules)
        return tuple(sorted((*kept, *self.check(snapshot, year, touched)), key=self._order))

    def required_gaps(self, snapshot: Snapshot, year: int) -> tuple[Finding, ...]:
        """Blanks that must not be sent: goals' targets with a figure, and what a form declares as required.

        A status word is an answer; so is a total added up from its cells. A text that cannot be read is
        left to ``check``.
        """
        needed: dict[str, Check] = {}
        for plan in snapshot_in_year(snapshot, year).plans:
            for code in _quantified(plan, year):
                needed.setdefault(code, Check(f"{code}.required", "required", "error", (code,)))
        planned = self._planned_codes(snapshot_in_year(snapshot, year))
        for check in self._required:
            for code in check.indicators:
                if code in planned:
                    needed.setdefault(code, check)
        blank = [code for code in needed if code in self._library and self._is_gap(snapshot, code, year)]
        blank.sort(key=lambda code: self._rank[code])
        return tuple(self._gap(snapshot, year, needed[code], code) for code in blank)

    def _gap(self, snapshot: Snapshot, year: int, check: Check, code: str) -> Finding:
        case = Case(snapshot, self._library, year, check, "")
        hit = Hit("required.blank", code, (case.key(code),), ("value",), {"place": case.place(code)})
        return self._finding(case, hit)

    def _is_gap(self, snapshot: Snapshot, code: str, year: int) -> bool:
        found = snapshot.observation(code, year)
        if found is None:
            return True
        unread = any(text_of(found, w) and field_of(found, w) is None for w in FIGURE_FIELDS)
        both = found.numerator is not None and found.denominator is not None
        # Unreadable figures and parts over nothing are errors already.
        return not (found.is_answered or unread or both)

    def _planned_codes(self, snapshot: Snapshot) -> frozenset[str]:
        """The codes of the file's plans; kept between keystrokes, as long as the plans are the same ones."""
        kept, substitutes = self._planned, snapshot.substitutes
        if kept is None or kept[0] is not snapshot.plans or kept[1] is not substitutes:
            named = {
                code
                for plan in snapshot.plans
                for code in plan_indicators(plan, snapshot.library, substitutes)
            }
            known = self._library.by_code.keys()
            codes = frozenset(named & known if snapshot.plans else known)
            self._planned = kept = (snapshot.plans, substitutes, codes)
        return kept[2]

    def _touched(
        self, keys: Iterable[CellKey], year: int, planned: Collection[str]
    ) -> Iterator[tuple[Check, str]]:
        """The rules to evaluate and the cells to evaluate them at, each once, for figures at ``keys``."""
        seen: set[tuple[str, str]] = set()
        for key in keys:
            if key.indicator not in planned or key.year not in (year, year - 1):
                continue
            for check in self._rules_of(key.indicator):
                if key.year != year and check.kind != "change_within":
                    continue
                for cell in _cells_judged(check, key.cell):
                    if (check.rule, cell) not in seen:
                        seen.add((check.rule, cell))
                        yield check, cell

    def _rules_of(self, code: str) -> tuple[Check, ...]:
        """The rules that touch an indicator: those of its own declaration, then those declared in forms."""
        found = self._rules.get(code)
        if found is None:
            indicator = self._library.by_code.get(code)
            derived = derived_checks(indicator) if indicator is not None else ()
            self._rules[code] = found = (*derived, *self._declared.get(code, ()))
        return found

    def _finding(self, case: Case, hit: Hit) -> Finding:
        check = case.check
        slots = {"year": str(case.year), **hit.slots}
        message = self._sentence(check.message, hit, "message", slots)
        advice = self._sentence(check.advice, hit, "advice", slots)
        fingerprint = _fingerprint(case.snapshot, hit)
        explained = case.snapshot.explanations.get((check.rule, hit.indicator, case.year, case.cell))
        fits = explained is not None and explained.fingerprint == fingerprint
        return Finding(
            rule=check.rule, kind=check.kind, severity=check.severity,
            indicator=hit.indicator, year=case.year, cell=case.cell,
            fields=hit.fields, concerned=hit.concerned,
            message=message, advice=advice, fingerprint=fingerprint,
            explanation=explained.text if explained is not None and fits else None,
            draft=explained.text if explained is not None and not fits else "",
        )  # fmt: skip

    def _sentence(self, declared: str, hit: Hit, part: str, slots: Mapping[str, str]) -> str:
        """The check's own words where it declares some; a missing side is no case of what it declares."""
        if declared and hit.key != "missing_side":
            return declared.format(**slots)
        return self._words.say(f"findings.{hit.key}.{part}", **slots)

    def _order(self, finding: Finding) -> tuple[int, int, str, str]:
        return SEVERITIES.index(finding.severity), self._rank[finding.indicator], finding.cell, finding.rule


def _indexed(checks: Iterable[Check]) -> Mapping[str, tuple[Check, ...]]:
    rules: dict[str, list[Check]] = {}
    for check in checks:
        for code in check.indicators:
            rules.setdefault(code, []).append(check)
    return {code: tuple(found) for code, found in rules.items()}


def _evaluator(check: Check) -> _Evaluate:
    """The function of the check's kind; some kinds have one for a single indicator and one for several."""
    if check.options.get("copied"):
        return single_checks.copied
    return (_OF_ONE if len(check.indicators) == 1 else _OF_SEVERAL)[check.kind]


def _cells_judged(check: Check, cell: str) -> tuple[str, ...]:
    """Where ``check`` is evaluated for a figure in ``cell``: a sum at the cell its parts add up to."""
    dimension = check.options.get("dimension")
    if dimension is None or not cell:
        return (cell,)
    outer = tuple(pair for pair in parse_cell(cell) if pair[0] != dimension)
    return (make_cell(outer),)


def _cells_with_data(snapshot: Snapshot, year: int) -> tuple[CellKey, ...]:
    return tuple(key for key in snapshot.observations if key.year == year)


def _quantified(plan: Plan, year: int) -> Iterator[str]:
    """The indicators a blank of which must not be sent in ``year`` of the plan (``asks_for``)."""
    if not plan.period[0] <= year <= plan.period[1]:
        return
    for placed in plan.placed_targets():
        target = placed.target
        begun = target.valid_from is None or target.valid_from <= year
        if asks_for(target, placed.goal) and begun and year <= (target.valid_to or year):
            yield target.indicator


def _fingerprint(snapshot: Snapshot, hit: Hit) -> str:
    """The canonical text of every figure concerned: when one changes, the explanation no longer fits."""
    return "|".join(_figures(key, snapshot.observations.get(key), hit.fields) for key in hit.concerned)


def _figures(key: CellKey, found: Observation | None, fields: tuple[str, ...]) -> str:
    place = f"{key.indicator}/{key.year}/{key.cell}"
    if found is None:
        return place
    # A computed value is known by its parts: 3/2400 and 2/1600 are not the same figure.
    computed = "value" in fields and not found.text
    named = dict.fromkeys((*fields, "numerator", "denominator") if computed else fields)
    figures = [
        f"{name}={canonical(value) if (value := field_of(found, name)) is not None else text_of(found, name)}"
        for name in named
    ]
    return ",".join([place, found.status, *figures])


_OF_ONE: Mapping[str, _Evaluate] = MappingProxyType(
    {
        "readable": single_checks.readable,
        "range": single_checks.in_range,
        "not_above": comparing_checks.share_within,
        "both_or_none": single_checks.parts_complete,
        "rate_matches": single_checks.rate_matches,
        "sum_equals": comparing_checks.sum_equals,
        "change_within": single_checks.change_within,
    }
)
_OF_SEVERAL: Mapping[str, _Evaluate] = MappingProxyType(
    {
        "not_above": comparing_checks.not_above,
        "both_or_none": comparing_checks.all_or_none,
        "rate_matches": comparing_checks.rate_of_counts,
        "ordered": comparing_checks.ordered,
        "same_as": comparing_checks.same_as,
        "sum_equals": comparing_checks.sum_equals,
    }
)
