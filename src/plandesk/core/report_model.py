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
    """A heading: level 1 一、 · 2 （一） · 3 1． · 0 the title of a part; ``outline`` its words among the bookmarks."""

    text: str
    level: Literal[0, 1, 2, 3]
    in_contents: bool = True
    outline: str = ""


@dataclass(frozen=True, slots=True)
class AnnexHeading:
    """附件N and its title, at the head of a new page."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. ``small`` is the annexes' size, ``fine`` that of lists and forms; ``lead`` its first words, in 黑."""

    text: str
    small: bool = False
    lead: str = ""
    fine: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: head, width in mm, how its cells stand; ``group`` is a common head over neighbouring columns."""

    head: str
    width: float
    align: Align = "centre"
    group: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells as printed, one per column.

    ``tied``: stays with the row above it (其中：城镇 under its indicator). ``cuts`` are the columns before which a thin
    rule stands (口径变动 between two years).
    """

    cells: tuple[str, ...]
    tied: bool = False
    cuts: frozenset[int] = frozenset()


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

    ``unit`` is printed above where all figures share it. ``small`` is the type of turned tables. ``ruled``: a form to
    be written on, with a full grid and rows of at least ``row_height`` mm; without a label its caption stands over later
    parts only. ``inner``: stands in the frame of a form, without rules of its own above and below. ``in_contents``:
    stands in the list of tables.
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
    ruled: bool = False
    row_height: float = 0.0
    inner: bool = False
    in_contents: bool = False

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
class Dumbbell:
    """A row of a dumbbell chart: an indicator and its two values, the first drawn ○, the second ●.

    ``gap`` is printed at the row's right end (+2.4, 1.3); ``target`` is an upright stroke on the row's axis.
    """

    name: str
    first: Decimal
    second: Decimal
    gap: str = ""
    target: Decimal | None = None
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class Dumbbells:
    """Two values per indicator on one axis: 城镇–农村, 男–女, or baseline, now and target.

    All rows share ``unit``. ``ends`` name ○ and ●, ``target`` the upright stroke ("" where no row has one), ``gap``
    heads the figures at the right. ``core.papers.dumbbells`` makes them of a plan's facts.
    """

    label: str
    title: str
    unit: str
    ends: tuple[str, str]
    rows: tuple[Dumbbell, ...]
    gap: str = ""
    target: str = ""
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


@dataclass(frozen=True, slots=True)
class Spread:
    """Short texts on one line over the whole width: one in the middle, two or more from edge to edge.

    ``kept``: stays on the page of what follows it (the head of a form).
    """

    texts: tuple[str, ...]
    size: float = 12.0
    above: float = 0.0
    below: float = 0.0
    kept: bool = False


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a one-page form: its label, then texts, a small table, or two fields side by side.

    ``height`` (mm) is what it wants at least; ``least`` what it may be lowered to where the page is full (0: never).
    ``second`` is a label and text at the right (协同单位).
    """

    label: str
    texts: tuple[str, ...] = ()
    height: float = 10.0
    least: float = 0.0
    sub_label: str = ""
    table: Table | None = None
    second: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class OnePageForm:
    """A form on exactly one page (督办单): title, line above the frame, rows, note, and a slip to be cut off."""

    title: str
    head: tuple[str, ...]
    rows: tuple[FormRow, ...]
    note: str
    cut: str
    slip: tuple[tuple[str, ...], ...]
    outline: str = ""


Element = (
    Heading
    | AnnexHeading
    | Paragraph
    | Table
    | StackedBars
    | Charts
    | Dumbbells
    | Signatures
    | Spread
    | OnePageForm
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Elements that begin on a new page; ``turned`` by 90° for wide tables, ``recto`` on a right-hand page, ``verso`` on a left.

    ``form``: a form that is sent out by itself: narrower margins, no page number; ``foot`` stands at its pages' foot,
    {page} and {pages} in it counted within the chapter.
    """

    elements: tuple[Element, ...]
    turned: bool = False
    recto: bool = False
    verso: bool = False
    form: bool = False
    foot: str = ""


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
    continued_form: str = ""
    continued_band: str = ""
    notes: str = ""
    source: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. ``front`` (摘要) stands between cover and contents; ``bare``: neither cover nor contents."""

    title: str
    author: str
    subject: str
    keywords: str
    cover: Cover
    furniture: Furniture
    chapters: tuple[Chapter, ...]
    front: tuple[Element, ...] = ()
    bare: bool = False

    def elements(self) -> Iterator[Element]:
        """Every element in order."""
        yield from self.front
        for chapter in self.chapters:
            yield from chapter.elements

    def tables(self) -> Iterator[Table]:
        """Every table in order, those in forms too."""
        for element in self.elements():
            if isinstance(element, Table):
                yield element
            if isinstance(element, OnePageForm):
                yield from (row.table for row in element.rows if row.table is not None)
