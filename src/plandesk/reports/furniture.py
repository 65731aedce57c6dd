"""What surrounds the text: cover, contents, page number, the box of a sample or draft."""

from collections.abc import Sequence

from plandesk.core.report_model import Cover, Furniture
from plandesk.reports.blocks import MM
from plandesk.reports.cells import cell_lines
from plandesk.reports.composing import Entry
from plandesk.reports.fonts import Typefaces
from plandesk.reports.layout import BINDING, MIRRORED, PAGE_HEIGHT, PAGE_WIDTH, TOP, TYPE_HEIGHT, TYPE_WIDTH
from plandesk.reports.line_breaking import Line
from plandesk.reports.pen import Pen
from plandesk.reports.roles import Role

NUMBER_SIZE = 14.0  # 四号
_NUMBER_DROP = 7 * MM
FOOT, FOOT_DROP = 12 * MM, 9 * MM  # a form's foot: above the paper's edge; below a turned type area
_BOX_UP = 14.0  # the box's lower edge above the type area, in mm
_ENTRY = 25.5  # leading of the contents
_CONTENTS_TOP = 46.0
_NUMBER_ROOM = 65.0  # leader and page number behind an entry
_ROLES: dict[int, tuple[Role, float]] = {0: ("hei", 15.75), 1: ("hei", 14), 2: ("song", 14), 3: ("song", 14)}


def draw_page_number(pen: Pen, number: int) -> None:
    """“— 1 —” below the type area: odd at the right, even at the left, one character in."""
    baseline = PAGE_HEIGHT - TOP - TYPE_HEIGHT - _NUMBER_DROP - 0.76 * NUMBER_SIZE
    text = f"— {number} —"
    if number % 2:
        pen.words(text, BINDING + TYPE_WIDTH - NUMBER_SIZE, baseline, NUMBER_SIZE, "song", "right")
    else:
        pen.words(text, MIRRORED + NUMBER_SIZE, baseline, NUMBER_SIZE)


def draw_foot(pen: Pen, text: str, middle: float, baseline: float, room: float) -> None:
    """The words at the foot of a form's page (unit, 第1页，共2页); a unit's endless name is cut, its pages never."""
    name, gap, pages = text.rpartition("　")
    left = room - pen.faces.width(gap + pages, "song", 9)
    pen.words(
        _shortened(name, "song", 9, left, pen.faces) + gap + pages, middle, baseline, 9, "song", "centre"
    )


def draw_box(pen: Pen, furniture: Furniture, right: float, top: float) -> None:
    """The boxed word (示例, 征求意见稿) at the top right, the line about it to its left."""
    if not furniture.box:
        return
    y = top + _BOX_UP * MM
    width = pen.faces.width(furniture.box, "hei", 10.5)
    pen.frame(right - width - 6, y - 3.5, width + 6, 15.5, 0.8)
    pen.words(furniture.box, right - 3, y + 0.6, 10.5, "hei", "right")
    pen.words(furniture.box_words, right - width - 11, y + 0.8, 9, "kai", "right")


def draw_cover(pen: Pen, cover: Cover, furniture: Furniture) -> None:
    """The cover page, centred on the type area."""
    middle, left, right = BINDING + TYPE_WIDTH / 2, BINDING, BINDING + TYPE_WIDTH
    top = PAGE_HEIGHT - TOP
    pen.words(cover.marking, left, top - 12, 14, "hei")
    if furniture.box:
        width = pen.faces.width(furniture.box, "hei", 16)
        pen.frame(right - width - 14, top - 19, width + 14, 25, 1)
        pen.words(furniture.box, right - 7, top - 13, 16, "hei", "right")
    y = PAGE_HEIGHT - 108 * MM
    for text in cover.plan:
        y = _title(pen, text, middle, y)
    if cover.period:
        pen.words(cover.period, middle, y + 4, 20, "title", "centre")
        y -= 30
    pen.rule(middle - 52 * MM, y, middle + 52 * MM, y, 0.8)
    y = _title(pen, cover.report, middle, y - 40)
    _issuers(pen, cover, left, y)
    if cover.foot:
        pen.words(cover.foot, middle, PAGE_HEIGHT - TOP - TYPE_HEIGHT, 9, "song", "centre")


def _issuers(pen: Pen, cover: Cover, left: float, below: float) -> None:
    """Who issues it and when: at the usual height, higher and smaller where endless names need the room."""
    lowest = PAGE_HEIGHT - TOP - TYPE_HEIGHT + 24  # of the month, clear of the line at the foot
    for size, leading in ((15.75, 29.0), (12.0, 20.0), (10.5, 16.0)):
        lines = [
            line
            for unit in cover.units
            for line in cell_lines(unit, "kai", size, TYPE_WIDTH, pen.faces, "centre")
        ]
        y = max(PAGE_HEIGHT - 217 * MM, lowest + leading * len(lines) + 9)
        if y <= below - 30:
            break
    for line in lines:
        pen.line_of_text(line, left, y, size)
        y -= leading
    pen.words(cover.month, left + TYPE_WIDTH / 2, y - 9, 15.75, "kai", "centre")


def _title(pen: Pen, text: str, middle: float, y: float) -> float:
    """A line of the title, on two lines or smaller where it is too long; returns the next baseline."""
    size = 26.0
    lines = cell_lines(text, "title", size, TYPE_WIDTH, pen.faces, "centre")
    for line in lines:
        pen.line_of_text(line, middle - TYPE_WIDTH / 2, y, size)
        y -= 38
    return y


def contents_pages(entries: Sequence[Entry], faces: Typefaces) -> list[tuple[Entry, ...]]:
    """The entries page by page; a long heading takes two lines, which stay together."""
    pages: list[list[Entry]] = [[]]
    room = int((TYPE_HEIGHT - _CONTENTS_TOP) // _ENTRY)
    for entry in entries:
        lines = len(_lines(entry, faces))
        if lines > room:
            pages.append([])
            room = int(TYPE_HEIGHT // _ENTRY)
        pages[-1].append(entry)
        room -= lines
    return [tuple(page) for page in pages]


def draw_contents(pen: Pen, entries: Sequence[Entry], title: str, left: float) -> None:
    """One page of the contents; ``title`` empty on the pages after the first."""
    top = PAGE_HEIGHT - TOP
    y = top
    if title:
        pen.words(title, left + TYPE_WIDTH / 2, top - 24, 22, "title", "centre")
        y = top - _CONTENTS_TOP
    for entry in entries:
        y = _entry(pen, entry, left, y)


def _entry(pen: Pen, entry: Entry, left: float, top: float) -> float:
    """Draw one entry, its page number at its last line; returns where the next begins."""
    size = _ROLES[entry.level][1]
    right = left + TYPE_WIDTH
    x = left + _indent(entry)
    baseline = top + 6
    lines = _lines(entry, pen.faces)
    for line in lines:
        baseline -= _ENTRY
        pen.line_of_text(line, x, baseline, size)
    number_width = pen.words(str(entry.page), right, baseline, 14, "song", "right")
    end = x + lines[-1].width + 10
    pen.leader(end, right - number_width - 8, baseline + 3.5)
    pen.link(entry.key, left, baseline - 5, TYPE_WIDTH, _ENTRY * len(lines) - 4)
    return baseline - 6


def _indent(entry: Entry) -> float:
    return 28.0 if entry.level >= 2 else 0.0


def _lines(entry: Entry, faces: Typefaces) -> tuple[Line, ...]:
    """The lines of an entry, with room for leader and page number; never a cut one."""
    role, size = _ROLES[entry.level]
    return cell_lines(entry.text, role, size, TYPE_WIDTH - _indent(entry) - _NUMBER_ROOM, faces, "left")


def _shortened(text: str, role: Role, size: float, room: float, faces: Typefaces) -> str:
    """``text``, cut with … where it is wider than ``room``."""
    if faces.width(text, role, size) <= room:
        return text
    while text and faces.width(text + "…", role, size) > room:
        text = text[:-1]
    return text + "…"


def left_edge(number: int | None) -> float:
    """The left edge of the type area: the binding is at the left of odd pages, at the right of even ones."""
    return MIRRORED if number is not None and number % 2 == 0 else BINDING


def box_corner(number: int | None) -> tuple[float, float]:
    """Where the box of an upright page ends (right, top of the type area)."""
    return left_edge(number) + TYPE_WIDTH, PAGE_HEIGHT - TOP


__all__ = [
    "FOOT", "FOOT_DROP", "PAGE_HEIGHT", "PAGE_WIDTH", "box_corner", "contents_pages", "draw_box", "draw_contents",
    "draw_cover", "draw_foot", "draw_page_number", "left_edge",
]  # fmt: skip
