"""The machine rows (机读): every figure as one plain row of text (``plain_rows``), for the city's program."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import cast

from plandesk import __version__
from plandesk.core.findings import Finding
from plandesk.core.problems import KnownProblem
from plandesk.core.quantity import canonical
from plandesk.core.records import CellKey, Observation, Status
from plandesk.core.snapshot import Snapshot
from plandesk.core.unit_words import year_texts
from plandesk.exchange.domain_page import Placed
from plandesk.exchange.plain_rows import PlainRows, escaped

SHEET_NAME = "机读"
FORMAT = "1"
MAGIC = "plandesk"
# Excel holds 32,767 characters in a cell; a longer text would come back cut off, under a checksum that
# cannot match.
MOST_TEXT = 32000
# More than any figure has before or behind the point.
MOST_DIGITS = 30


@dataclass(frozen=True, slots=True)
class MachineRow:
    """One fact as text. ``record``: figure, shown (what people see at places where there is no figure, or where it
    is printed with other digits), assessment (自评; ``indicator`` is the goal), break (口径变动) or work
    (a unit's words; ``indicator`` says what about, ``plan`` is the unit).

    ``value``, ``numerator`` and ``denominator`` are exact decimals; ``text`` is what was typed; ``shown`` and
    ``places`` say what people's sheets show and where (``sheet!row``, joined by ``;``). ``rules`` are the
    checks the ``explanation`` answers.
    """

    record: str
    region: str
    indicator: str
    year: str
    cell: str
    text: str = ""
    value: str = ""
    numerator: str = ""
    denominator: str = ""
    status: str = ""
    note: str = ""
    explanation: str = ""
    rules: str = ""
    origin: str = ""
    numerator_text: str = ""
    denominator_text: str = ""
    plan: str = ""
    shown: str = ""
    places: str = ""


COLUMNS: tuple[str, ...] = tuple(f.name for f in fields(MachineRow))


def machine_sheet(
    snapshot: Snapshot,
    year: int,
    *,
    kind: str,
    findings: Sequence[Finding],
    placed: Iterable[Placed],
    columns: Mapping[str, int],
) -> PlainRows:
    """The machine rows of ``year``: observations in form order of their codes, then self-assessments and
    breaks.
    """
    state = snapshot.years.get(year)
    header = {
        MAGIC: kind,
        "format": FORMAT,
        "program": __version__,
        "file_id": snapshot.file_id,
        "region": snapshot.region.code,
        "region_name": snapshot.region.name,
        "level": snapshot.region.level,
        "year": str(year),
        "corrections": str((state.corrections or 0) if state is not None else 0),
        "plans": ";".join(f"{p.id}={p.version}" for p in snapshot.plans),
        "sample": "示例" if snapshot.has_samples(year) else "",
        "columns": ";".join(f"{key}={number}" for key, number in columns.items()),
    }
    places: dict[tuple[str, str], list[Placed]] = {}
    for place in placed:
        places.setdefault((place.code, place.cell), []).append(place)
    figures = tuple(_figures(snapshot, year, findings, places))
    rows = (
        *figures,
        *_shown_besides(snapshot, year, figures, places),
        *_assessments(snapshot, year),
        *_breaks(snapshot, year),
        *_work(snapshot, year),
    )
    header["rows"] = str(len(rows))
    return PlainRows(header, COLUMNS, tuple(tuple(getattr(row, name) for name in COLUMNS) for row in rows))


def observation_of(row: MachineRow) -> Observation:
    """The figure's row as an observation of its region. Raises ValueError or ArithmeticError for nonsense."""
    observation = Observation(
        row.indicator,
        int(row.year),
        row.cell,
        region=row.region,
        text=row.text,
        numerator_text=row.numerator_text,
        denominator_text=row.denominator_text,
        value=_decimal(row.value),
        numerator=_decimal(row.numerator),
        denominator=_decimal(row.denominator),
        note=row.note,
        origin=row.origin,
    )
    return replace(observation, status=cast(Status, row.status))


def _decimal(text: str) -> Decimal | None:
    """Raises ValueError or ArithmeticError for what is no figure of ours (NaN, 1E+999999 too)."""
    if not text:
        return None
    figure = Decimal(text)
    if not figure.is_finite() or figure.adjusted() > MOST_DIGITS or len(text) > 2 * MOST_DIGITS:
        raise ValueError(text)
    return figure


def _figures(
    snapshot: Snapshot,
    year: int,
    findings: Sequence[Finding],
    places: Mapping[tuple[str, str], Sequence[Placed]],
) -> Iterator[MachineRow]:
    explained: dict[CellKey, list[Finding]] = {}
    for finding in findings:
        if finding.explanation:
            explained.setdefault(CellKey(finding.indicator, year, finding.cell), []).append(finding)
    for key in sorted({k for k in snapshot.observations if k.year == year} | set(explained)):
        observation = snapshot.observations.get(key, Observation(key.indicator, year, key.cell))
        row = _figure(
            snapshot.region.code,
            observation,
            explained.get(key, []),
            places.get((key.indicator, key.cell), []),
        )
        for text in (row.text, row.note, row.explanation):
            if len(escaped(text)) > MOST_TEXT:
                name = (
                    snapshot.indicator(key.indicator).name
                    if key.indicator in snapshot.library
                    else key.indicator
                )
                raise KnownProblem("workbook_text_too_long", indicator=name, most=MOST_TEXT)
        yield row


def _shown_besides(
    snapshot: Snapshot,
    year: int,
    figures: Sequence[MachineRow],
    places: Mapping[tuple[str, str], Sequence[Placed]],
) -> Iterator[MachineRow]:
    """The cells of people's sheets that no figure's row speaks of: what is written in there by hand would else go
    unseen.
    """
    told = {(row.indicator, row.cell): row.places.split(";") for row in figures}
    for (code, cell), some in sorted(places.items()):
        for place in some:
            if _name(place) not in told.get((code, cell), ()):
                yield MachineRow(
                    "shown",
                    snapshot.region.code,
                    code,
                    str(year),
                    cell,
                    numerator=place.numerator,
                    denominator=place.denominator,
                    shown=place.value,
                    places=_name(place),
                )


def _name(place: Placed) -> str:
    return f"{place.sheet}!{place.row}"


def _figure(
    region: str, observation: Observation, explained: Sequence[Finding], places: Sequence[Placed]
) -> MachineRow:
    return MachineRow(
        record="figure",
        region=region,
        indicator=observation.indicator,
        year=str(observation.year),
        cell=observation.cell,
        text=observation.text,
        value=_number(observation.value),
        numerator=_number(observation.numerator),
        denominator=_number(observation.denominator),
        status=observation.status,
        note=observation.note,
        explanation="\n".join(f.explanation or "" for f in explained),
        rules=";".join(f.rule for f in explained),
        origin=observation.origin,
        numerator_text=observation.numerator_text,
        denominator_text=observation.denominator_text,
        shown=places[0].value if places else "",
        places=";".join(_name(p) for p in places if p.value == places[0].value),
    )


def _assessments(snapshot: Snapshot, year: int) -> Iterator[MachineRow]:
    for (plan, goal, when), assessment in sorted(snapshot.assessments.items()):
        if when == year:
            yield MachineRow(
                "assessment",
                snapshot.region.code,
                goal,
                str(year),
                "",
                text=assessment.answer,
                note=assessment.evidence,
                plan=plan,
            )


def _breaks(snapshot: Snapshot, year: int) -> Iterator[MachineRow]:
    for (indicator, since), series_break in sorted(snapshot.breaks.items()):
        if since <= year:
            yield MachineRow(
                "break", snapshot.region.code, indicator, str(since), "", note=series_break.reason
            )


def _work(snapshot: Snapshot, year: int) -> Iterator[MachineRow]:
    for unit, about, text in year_texts(snapshot, year):
        if len(escaped(text)) > MOST_TEXT:
            raise KnownProblem("workbook_text_too_long", indicator=unit, most=MOST_TEXT)
        yield MachineRow("work", snapshot.region.code, about, str(year), "", note=text, plan=unit)


def _number(value: Decimal | None) -> str:
    return "" if value is None else canonical(value)
