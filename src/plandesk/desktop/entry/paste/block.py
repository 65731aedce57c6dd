"""A pasted block against the grid: which cell gets what, and what would come of it. Nothing is written here."""

from collections.abc import Iterable, Mapping, Sequence
from csv import reader
from dataclasses import dataclass, replace
from io import StringIO
from typing import Literal

from plandesk.core.entry import read_field, status_of
from plandesk.core.figures import cell_words
from plandesk.core.quantity import Unreadable, canonical
from plandesk.core.records import CellKey, Observation
from plandesk.desktop.actions.typing import FieldKey, typed
from plandesk.desktop.desk import Desk

Verdict = Literal["new", "changed", "same", "verify", "bad", "blank"]


@dataclass(frozen=True, slots=True)
class PastedCell:
    """One cell of the block: its place in the grid, its text and where it stood in the source (from 1)."""

    place: FieldKey
    text: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class PasteLine:
    """A cell with what stands there now, what would, the verdict and the remark that goes with it."""

    cell: PastedCell
    name: str
    field: str
    now: str
    then: str
    verdict: Verdict
    remark: str = ""

    @property
    def writes(self) -> bool:
        """Whether it would change anything."""
        return self.verdict in ("new", "changed", "verify")


def block_of(text: str, html: str = "") -> tuple[tuple[str, ...], ...]:
    """The rows of a clipboard text as spreadsheets put it: tabs between cells, a line per row.

    A cell with line breaks stands in quotation marks, as Excel and WPS write it. ``html``: the same as a table; it
    counts where its rows are others, for Word puts every paragraph of a cell on a line of its own.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows = [[" ".join(cell.split()) for cell in row] for row in reader(StringIO(lines), delimiter="\t")]
    plain = tuple(tuple(row) or ("",) for row in rows) or (("",),)
    table: tuple[tuple[str, ...], ...] = ()
    if html:
        # loaded here: the window opens without it
        from plandesk.desktop.entry.paste.html_table import html_block

        table = html_block(html)
    nothing = not any(any(row) for row in plain)
    return table if table and (nothing or len(table) != len(plain)) else plain


def place_block(
    block: Sequence[Sequence[str]], rows: Sequence[Sequence[FieldKey | None]]
) -> tuple[PastedCell, ...]:
    """The block laid on the grid's typing cells; what falls beside them is left out."""
    return tuple(
        PastedCell(place, text, r, c)
        for r, (texts, places) in enumerate(zip(block, rows, strict=False), start=1)
        for c, (text, place) in enumerate(zip(texts, places, strict=False), start=1)
        if place is not None
    )


def judge_block(desk: Desk, cells: Iterable[PastedCell]) -> tuple[PasteLine, ...]:
    """What would come of every cell: blank cells erase nothing, unreadable ones are not pasted."""
    lines = [_line(desk, cell) for cell in cells]
    problems = _problems(desk, lines)
    return tuple(
        replace(line, verdict="verify", remark=problems[line.cell.place.key])
        if line.writes and line.cell.place.key in problems
        else line
        for line in lines
    )


def _line(desk: Desk, cell: PastedCell) -> PasteLine:
    place, text = cell.place, cell.text
    indicator = desk.snapshot.indicator(place.key.indicator)
    words = cell_words(place.key.cell)
    name = f"{indicator.name}（{words}）" if words else indicator.name
    field = desk.words.say(f"desk_field.{place.field}")
    now = _now(desk.snapshot.observations.get(place.key), place)
    if not text:
        return PasteLine(cell, name, field, now, "", "blank")
    status = status_of(text)
    if status is None:
        try:
            value = read_field(text, place.field, indicator)
        except Unreadable as fault:
            reason = desk.words.say(f"desk_paste.{fault.code}", row=cell.row, column=cell.column, text=text)
            return PasteLine(cell, name, field, now, text, "bad", reason)
        then = canonical(value)
        remark = desk.words.say("desk_paste.read_as", text=text, value=then) if then != text else ""
    else:
        then, remark = text, ""
    if then == now:
        return PasteLine(cell, name, field, now, then, "same")
    return PasteLine(cell, name, field, now, then, "changed" if now else "new", remark)


def _now(observation: Observation | None, place: FieldKey) -> str:
    if observation is None:
        return ""
    value, text = {
        "value": (observation.value if observation.text else None, observation.text),
        "numerator": (observation.numerator, observation.numerator_text),
        "denominator": (observation.denominator, observation.denominator_text),
    }.get(place.field, (None, ""))
    return canonical(value) if value is not None else text


def _problems(desk: Desk, lines: Iterable[PasteLine]) -> Mapping[CellKey, str]:
    """The findings that would stand open at the cells pasted into, were all of them written."""
    snapshot, made = desk.snapshot, dict[CellKey, Observation]()
    for line in lines:
        if line.writes:
            key = line.cell.place.key
            before = made.get(key) or snapshot.observations.get(key)
            made[key] = typed(desk, before, line.cell.place, line.cell.text, "paste")
    after = replace(snapshot, observations={**snapshot.observations, **made})
    found: dict[CellKey, str] = {}
    for finding in desk.checker.check(after, desk.year, only=tuple(made)):
        if finding.open and finding.address in made:
            found.setdefault(finding.address, finding.message)
    return found
