"""A report before it is set: headings, paragraphs, tables, charts, as frozen values. Paper and workbooks are made of it.

Every figure a reader sees stands here as the text that is printed. Widths are millimetres of the type area (156 upright,
225 turned).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Align = Literal["text", "centre", "figure", "mark"]
Fill = Literal["dark", "mid", "hatched", "light", "white"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 一、 · 2 （一） · 3 1． · 0 the title of a part; ``numbered`` text as printed."""

    text: str
    level: Literal[0, 1, 2, 3]
    in_contents: bool = True


@dataclass(frozen=True, slots=True)
class AnnexHeading:
    """附件N and its title, at the head of a new page."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. ``small`` is the annexes' size; ``lead`` its first words, set in 黑 (指标解释)."""

    text: str
    small: bool = False
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: head, width in mm, how its cells stand; ``group`` is a common head over neighbouring columns."""

    head: str
    width: float
    align: Align = "centre"
    group: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells as printed, one per column."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A grey band over the rows of one domain; repeated with （续） where the table is divided after it."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note to a table: printed under each part in which one of ``rows`` (indices into lines) stands.

    ``rows`` empty: under the last part. ``sign`` is its number where rows point at it (〔3〕), else notes are numbered
    as they come.
    """

    text: str
    rows: frozenset[int] = frozenset()
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``label`` (表3, 附表1), title, columns, rows under bands, notes, source (资料来源), legend of signs.

    ``unit`` is printed above where all figures share it. ``small`` is the type of turned tables.
    """

    label: str
    title: str
    columns: tuple[Column, ...]
    lines: tuple[Row | Band, ...]
    unit: str = ""
    notes: tuple[Note, ...] = ()
    source: str = ""
    legend: str = ""
    small: bool = False

    def rows(self) -> Iterator[Row]:
        """Its rows without the bands."""
        return (line for line in self.lines if isinstance(line, Row))


@dataclass(frozen=True, slots=True)
class BarGroup:
    """A bar of stacked counts; ``words`` stand in place of a bar that has none."""

    name: str
    counts: tuple[int, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class StackedBars:
    """Counts by domain as horizontal bars; ``kinds`` name the segments with their fills."""

    label: str
    title: str
    kinds: tuple[tuple[str, Fill], ...]
    bars: tuple[BarGroup, ...]
    measure: str = "项"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A series by year; a missing year leaves a gap, and so does a year in ``breaks`` (口径变动)."""

    name: str
    points: tuple[tuple[int, Decimal], ...]
    breaks: frozenset[int] = frozenset()
    forecast: tuple[int, Decimal, str] | None = None


@dataclass(frozen=True, slots=True)
class LineChart:
    """One or two series with their target. ``decimals`` is how the values at the points are printed."""

    label: str
    title: str
    unit: str
    series: tuple[Series, ...]
    decimals: int
    target: Decimal | None = None
    target_words: str = ""
    last_year: int | None = None


@dataclass(frozen=True, slots=True)
class Charts:
    """One or two line charts side by side with their common note."""

    charts: tuple[LineChart, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """审核签署: duties to sign for, two units to seal, the line about the data, 版记 at the foot."""

    title: str
    heads: tuple[str, ...]
    duties: tuple[str, ...]
    units: tuple[str, ...]
    seal: str
    date: str
    version: str
    sent: tuple[str, ...]
    issuer: str
    issued: str


Element = Heading | AnnexHeading | Paragraph | Table | StackedBars | Charts | Signatures


@dataclass(frozen=True, slots=True)
class Chapter:
    """Elements that begin on a new page; ``turned`` by 90° for wide tables, ``recto`` on a right-hand page, ``verso`` on a left."""

    elements: tuple[Element, ...]
    turned: bool = False
    recto: bool = False
    verso: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover's lines: marking, plan(s) and period, report, units, month, and a line at the foot."""

    marking: str
    plan: tuple[str, ...]
    period: str
    report: str
    units: tuple[str, ...]
    month: str
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Furniture:
    """Words on every page: the box of a sample or draft and the line before it; heads of contents and 续表."""

    box: str = ""
    box_words: str = ""
    contents: str = ""
    continued: str = ""
    continued_band: str = ""
    notes: str = ""
    source: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report."""

    title: str
    author: str
    subject: str
    keywords: str
    cover: Cover
    furniture: Furniture
    chapters: tuple[Chapter, ...]

    def elements(self) -> Iterator[Element]:
        """Every element in order."""
        for chapter in self.chapters:
            yield from chapter.elements

    def tables(self) -> Iterator[Table]:
        """Every table in order."""
        return (element for element in self.elements() if isinstance(element, Table))
