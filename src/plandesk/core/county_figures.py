"""A county's figures at the next level: read again as if typed, checked again, those found wrong marked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from plandesk.core.checking import Checker
from plandesk.core.entry import FIGURE_FIELDS, Field, field_of, read_field, settled
from plandesk.core.figures import cell_belongs
from plandesk.core.findings import Finding
from plandesk.core.indicator import Indicator
from plandesk.core.plan import Region
from plandesk.core.quantity import Unreadable
from plandesk.core.records import NO_FIGURE, CellKey, CountyStatement, Observation, SeriesBreak
from plandesk.core.snapshot import Snapshot


@dataclass(frozen=True)
class SentFigures:
    """What a county's submission holds of ``year``; ``region`` is the county's.

    ``explained`` are the explanations by rule, indicator and cell; ``breaks`` its 口径变动 up to the year.
    """

    region: Region
    year: int
    observations: tuple[Observation, ...]
    explained: Mapping[tuple[str, str, str], str]
    breaks: tuple[SeriesBreak, ...] = ()


@dataclass(frozen=True)
class CheckedFigures:
    """The figures to be kept (their ``region`` is the county's code, ``flagged`` where an error was found) and what
    the checks found. ``unknown`` are the codes of indicators (or of their breakdowns) the city's file does not have.
    """

    observations: tuple[Observation, ...]
    findings: tuple[Finding, ...]
    unknown: tuple[str, ...]


class NotAsTypedError(ValueError):
    """A row whose figures do not follow from its texts, or that stands twice; ``address`` says which."""

    def __init__(self, address: CellKey) -> None:
        super().__init__(str(address))
        self.address = address


def checked_again(city: Snapshot, sent: SentFigures, checker: Checker) -> CheckedFigures:
    """Every figure read again from its text and checked with the city's forms, against the county's own figures
    of the year before where the city holds them.

    A warning explained in the submission stays explained. Raises NotAsTypedError.
    """
    figures: dict[CellKey, Observation] = {}
    unknown: dict[str, None] = {}
    for observation in sent.observations:
        address = observation.address
        if address.indicator not in city.library:
            unknown[address.indicator] = None
        elif not cell_belongs(address.cell, city.library[address.indicator]):
            unknown[f"{address.indicator}（{address.cell}）"] = None
        elif address in figures or address.year != sent.year:
            raise NotAsTypedError(address)
        else:
            figures[address] = typed_again(observation, city.library[address.indicator])
    findings = _findings(city, sent, figures, checker)
    wrong = {key for f in findings if f.severity == "error" for key in f.concerned}
    kept = tuple(
        replace(o, region=sent.region.code, flagged=key in wrong)
        for key, o in figures.items()
        if not replace(o, flagged=False).is_blank
    )
    return CheckedFigures(kept, findings, tuple(unknown))


def typed_again(sent: Observation, indicator: Indicator) -> Observation:
    """``sent`` with the figures its texts say here. Raises NotAsTypedError where those are other ones.

    A total added up from its cells has no text; its figures are taken as they stand. The quotient of two parts is
    worked out anew, with this file's decimals.
    """
    texts = {"value": sent.text, "numerator": sent.numerator_text, "denominator": sent.denominator_text}
    if any(texts.values()):
        read = {field: _read(texts[field], field, indicator) for field in FIGURE_FIELDS}
        if any(read[f] != field_of(sent, f) for f in FIGURE_FIELDS if texts[f] or f != "value"):
            raise NotAsTypedError(sent.address)
        typed = replace(
            sent, numerator=read["numerator"], denominator=read["denominator"], value=read["value"]
        )
        return settled(typed, indicator)
    figures = [field_of(sent, field) for field in FIGURE_FIELDS]
    if sent.status in NO_FIGURE:
        if any(figure for figure in figures):
            raise NotAsTypedError(sent.address)
        return sent
    if sent.numerator is None and sent.denominator is None and sent.value is not None:
        return replace(sent, status="value")
    return settled(sent, indicator)


def _read(text: str, field: Field, indicator: Indicator) -> Decimal | None:
    try:
        return read_field(text, field, indicator) if text else None
    except Unreadable:
        return None


def _findings(
    city: Snapshot, sent: SentFigures, figures: Mapping[CellKey, Observation], checker: Checker
) -> tuple[Finding, ...]:
    before = city.counties.get(sent.region.code, {})
    last_year = {key: o for key, o in before.items() if key.year == sent.year - 1}
    county = Snapshot(
        city.file_id,
        sent.region,
        (),
        city.library,
        {**last_year, **figures},
        breaks={(b.indicator, b.year): b for b in sent.breaks},
    )
    return tuple(_with_explanation(f, sent.explained) for f in checker.check(county, sent.year))


def _with_explanation(finding: Finding, explained: Mapping[tuple[str, str, str], str]) -> Finding:
    text = explained.get((finding.rule, finding.indicator, finding.cell))
    return finding if text is None else replace(finding, explanation=text)


def statements_replacing(
    stored: Iterable[CountyStatement], news: Sequence[CountyStatement], region: str, year: int
) -> tuple[CountyStatement, ...]:
    """``news`` and a blank for every statement of ``region`` that is ``stored`` of ``year`` and they do not hold."""
    there = {s.key() for s in news}
    gone = (s for s in stored if (s.region, s.year) == (region, year) and s.key() not in there)
    return (*news, *(replace(s, answer="", text="") for s in gone))


def replacing(
    stored: Iterable[CellKey], news: Sequence[Observation], region: str, year: int
) -> tuple[Observation, ...]:
    """``news`` and a blank for every figure of ``region`` that ``stored`` holds of ``year`` and they do not."""
    there = {o.address for o in news}
    gone = (key for key in stored if key.year == year and key not in there)
    return (*news, *(Observation(k.indicator, k.year, k.cell, region) for k in gone))
