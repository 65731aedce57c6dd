"""What a data file remembers: one frozen record per fact, each with the key it is stored under.

Every record can be blank (``is_blank``): a blank record is not stored, so writing it removes the fact. The change log
keeps records before and after as plain mappings (``as_row``), which is what makes undo general.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar, Literal, get_args

from plandesk.core.record import Record as Record
from plandesk.core.travel_records import CountyStatement as CountyStatement
from plandesk.core.travel_records import CountySubmission as CountySubmission
from plandesk.core.travel_records import FormTrip as FormTrip
from plandesk.core.travel_records import StatementKind as StatementKind

Status = Literal[
    "", "value", "not_collected", "not_published", "not_due", "not_applicable", "no_case", "confidential"
]
NO_FIGURE: tuple[Status, ...] = tuple(s for s in get_args(Status) if s not in ("", "value"))
STATUS_WORDS: Mapping[Status, str] = {
    "not_collected": "未统计",
    "not_published": "未公布",
    "not_due": "未到期",
    "not_applicable": "不适用",
    "no_case": "无病例",
    "confidential": "保密",
}
YearStage = Literal["draft", "checked", "sent", "returned"]


@dataclass(frozen=True, slots=True, order=True)
class CellKey:
    """The address of a figure: indicator code, year, breakdown cell ("" for the total, ``sex=female;area=rural``)."""

    indicator: str
    year: int
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Observation(Record):
    """A cell (数据): what was typed, and what it was read as.

    ``text``, ``numerator_text`` and ``denominator_text`` keep the typing even where it cannot be read (then the figure
    beside it is None). ``value`` is the typed figure, or the quotient rounded half up to the indicator's decimals when
    both parts are given; judging uses the exact quotient (``figures.exact``). ``status`` is "value" as soon as
    anything was typed as a figure, one of ``NO_FIGURE`` for a status word, "" where only a note stands.
    ``origin``: typed, paste, import, sample, cli, copied.
    """

    table: ClassVar[str] = "observation"
    key_fields: ClassVar[tuple[str, ...]] = ("region", "indicator", "year", "cell")

    indicator: str
    year: int
    cell: str = ""
    region: str = ""
    text: str = ""
    numerator_text: str = ""
    denominator_text: str = ""
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    status: Status = ""
    note: str = ""
    flagged: bool = False
    origin: str = ""

    @property
    def address(self) -> CellKey:
        """Its address within the region."""
        return CellKey(self.indicator, self.year, self.cell)

    @property
    def is_blank(self) -> bool:
        """Blank when nothing typed, no status, no note, no flag is left (the origin alone keeps nothing)."""
        return not (
            self.text
            or self.numerator_text
            or self.denominator_text
            or self.status
            or self.note
            or self.flagged
        )

    @property
    def is_answered(self) -> bool:
        """Whether the cell holds a readable value or a status word (已填 or 无数值)."""
        return self.status in NO_FIGURE or self.value is not None


@dataclass(frozen=True, slots=True)
class Explanation(Record):
    """审核说明 of a finding. ``fingerprint`` is the figures explained: when they change, it asks again."""

    table: ClassVar[str] = "explanation"
    key_fields: ClassVar[tuple[str, ...]] = ("rule", "indicator", "year", "cell")

    rule: str
    indicator: str
    year: int
    cell: str = ""
    text: str = ""
    fingerprint: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.text


@dataclass(frozen=True, slots=True)
class EnteredBaseline(Record):
    """基期 figure of a relative target, entered by the clerk."""

    table: ClassVar[str] = "baseline"
    key_fields: ClassVar[tuple[str, ...]] = ("plan", "indicator", "year")

    plan: str
    indicator: str
    year: int
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Benchmark(Record):
    """The outside figure a target is compared with in ``year``."""

    table: ClassVar[str] = "benchmark"
    key_fields: ClassVar[tuple[str, ...]] = ("plan", "indicator", "year")

    plan: str
    indicator: str
    year: int
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Assessment(Record):
    """Self-assessment (自评) of a goal without figures: yes, partly or no, with its evidence (依据)."""

    table: ClassVar[str] = "assessment"
    key_fields: ClassVar[tuple[str, ...]] = ("plan", "goal", "year")

    plan: str
    goal: str
    year: int
    answer: Literal["", "yes", "partly", "no"] = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class SeriesBreak(Record):
    """口径变动: figures from ``year`` on are not comparable with earlier ones."""

    table: ClassVar[str] = "series_break"
    key_fields: ClassVar[tuple[str, ...]] = ("indicator", "year")

    indicator: str
    year: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Substitute(Record):
    """替代性指标: from ``from_year`` on a plan's targets of ``indicator`` are judged on ``substitute`` in the years
    in which the indicator itself has no data (judging.substitutes).
    """

    table: ClassVar[str] = "substitute"
    key_fields: ClassVar[tuple[str, ...]] = ("plan", "indicator")

    plan: str
    indicator: str
    substitute: str = ""
    reason: str = ""
    from_year: int | None = None

    @property
    def is_blank(self) -> bool:
        return not self.substitute


@dataclass(frozen=True, slots=True)
class MissingItem(Record):
    """缺项: an indicator nobody collects yet, who surveys it (``surveyor``), by when (``due``, YYYY-MM-DD), how."""

    table: ClassVar[str] = "missing_item"
    key_fields: ClassVar[tuple[str, ...]] = ("indicator",)

    indicator: str
    surveyor: str = ""
    due: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class FollowUp(Record):
    """督办单 number ``number``: what a warning of ``indicator`` in ``year`` asks of a unit, and what came of it.

    ``warnings`` are the codes of the warnings (W2 W3) and ``reason`` their sentences as they stood when it was
    opened. Dates are YYYY-MM-DD, "" while something has not happened: ``opened_on``, ``due``, ``replied_on``,
    ``closed_on``. ``effect`` is what the office found when it closed it.
    """

    table: ClassVar[str] = "follow_up"
    key_fields: ClassVar[tuple[str, ...]] = ("number",)

    number: int
    plan: str = ""
    indicator: str = ""
    year: int | None = None
    unit: str = ""
    warnings: str = ""
    reason: str = ""
    opened_on: str = ""
    due: str = ""
    reply: str = ""
    replied_on: str = ""
    effect: str = ""
    closed_on: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.indicator


@dataclass(frozen=True, slots=True)
class Town(Record):
    """A township or street (镇街) in the file's order."""

    table: ClassVar[str] = "town"
    key_fields: ClassVar[tuple[str, ...]] = ("name",)

    name: str
    position: int | None = None


@dataclass(frozen=True, slots=True)
class YearState(Record):
    """草稿 → 已审核 → 已上报 → 退回 of a year, sealed or not, with the number of corrections after sending.

    ``set_by`` and ``set_at`` (ISO date and time): who brought the year to its stage, and when. The store puts them there
    (``year_steps.stamped``); two states are the same whoever made them.
    """

    table: ClassVar[str] = "year_state"
    key_fields: ClassVar[tuple[str, ...]] = ("year",)

    year: int
    stage: YearStage | None = None
    sealed: bool = False
    corrections: int | None = None
    due: str = ""
    set_by: str = field(default="", compare=False)
    set_at: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class SecondEntry(Record):
    """复录 of a figure: what was typed the second time, the first hidden, by whom and when (ISO date and time).

    ``compared`` are the figures it was compared with (``second_entry.figures_of``): once the observation holds others,
    it says nothing any more. Whether the two agree is worked out, never stored.
    """

    table: ClassVar[str] = "second_entry"
    key_fields: ClassVar[tuple[str, ...]] = ("indicator", "year", "cell")

    indicator: str
    year: int
    cell: str = ""
    text: str = ""
    numerator_text: str = ""
    denominator_text: str = ""
    compared: str = ""
    by: str = ""
    at: str = ""

    @property
    def is_blank(self) -> bool:
        return not (self.text or self.numerator_text or self.denominator_text)


@dataclass(frozen=True, slots=True)
class Setting(Record):
    """A setting that is printed or travels with the file: reporting unit, signers, edited paragraphs."""

    table: ClassVar[str] = "setting"
    key_fields: ClassVar[tuple[str, ...]] = ("name",)

    name: str
    value: str = ""


RECORDS: tuple[type[Record], ...] = (
    Observation, Explanation, EnteredBaseline, Benchmark, Assessment, SeriesBreak, Substitute, MissingItem, FollowUp,
    Town, YearState, CountySubmission, CountyStatement, FormTrip, SecondEntry, Setting,
)  # fmt: skip


def record_from_row(table: str, row: Mapping[str, object]) -> Record:
    """The inverse of ``as_row``. Raises KeyError for an unknown table, TypeError for unknown fields."""
    kind = _BY_TABLE[table]
    return kind(**{name: _from_store(kind, name, value) for name, value in row.items()})


_BY_TABLE: Mapping[str, type[Record]] = {kind.table: kind for kind in RECORDS}
_DECIMALS = ("value", "numerator", "denominator")
_BOOLEANS = ("flagged", "sealed")


def _from_store(kind: type[Record], name: str, value: object) -> object:
    if name in _DECIMALS and kind is not Setting and isinstance(value, str):
        return Decimal(value)
    return bool(value) if name in _BOOLEANS else value
