"""The lines of the draft as table rows: unsure ones first, grouped by domain and goal."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication

from plandesk.core.plan import Goal
from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.rows import TableRow
from plandesk.desktop.plan_words import PROJECTS, audience_word, short_domain
from plandesk.desktop.reading.lines import Line, Owner, State
from plandesk.desktop.reading.review import Review
from plandesk.desktop.reading.typed import SIGNS, op_word, value_words

_GUESS_BELOW = 0.5
_STATE_SIGNS: dict[State, tuple[str, str]] = {
    "unseen": ("empty", "ink3"), "accepted": ("filled", "good"), "changed": ("changed", "accent"),
    "dropped": ("not_due", "ink3"), "added": ("new", "accent"),
}  # fmt: skip


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reading", text)


def columns() -> tuple[Column, ...]:
    """The columns of the list; op, value, unit and stage are changed in place."""
    return (
        Column("name", _tr("规划里的说法"), 0, least=120),
        Column("indicator", _tr("指标"), 0, least=110),
        Column("op", _tr("目标"), 44, "centre"),
        Column("value", _tr("数值"), 64, "right"),
        Column("unit", _tr("单位"), 58),
        Column("stage", _tr("阶段"), 48),
        Column("sure", _tr("把握"), 82),
        Column("state", _tr("状态"), 82),
    )


def state_word(state: State) -> str:
    """The word of a line's state."""
    words: dict[State, str] = {
        "unseen": _tr("未看"), "accepted": _tr("已认可"), "changed": _tr("已改"), "dropped": _tr("已删"), "added": _tr("新加"),
    }  # fmt: skip
    return words[state]


def sure_word(line: Line) -> str:
    """How sure the reader was, in words."""
    if line.sure:
        return _tr("有把握")
    return _tr("没把握") if line.mark.confidence >= _GUESS_BELOW else _tr("猜的")


class DraftRows:
    """The rows of a review: two parts with heads, goals as heads (they stand for an ``Owner``), lines (a number).

    A row is made anew only when its line is another.
    """

    def __init__(self, review: Review) -> None:
        self._review = review
        self._owners: dict[Owner, TableRow] = {}
        self._lines: dict[tuple[Line, str], TableRow] = {}

    def all(self, *, unsure_only: bool) -> Iterator[TableRow]:
        """Every row, in order."""
        unsure = [line for line in self._review.lines if not line.sure]
        sure = [line for line in self._review.lines if line.sure]
        if unsure:
            words = _tr("没把握的{count}处：逐条看过才能建立数据文件").format(count=len(unsure))
            yield _head(words, "open", "warn")
            yield from self._part(unsure, every=False)
        if not unsure_only:
            words = _tr("有把握的{count}处：可以不看，也可以改").format(count=len(sure))
            yield _head(words, "filled", "ink3")
            yield from self._part(sure, every=True)

    def _part(self, lines: Sequence[Line], *, every: bool) -> Iterator[TableRow]:
        """The lines under their goals; ``every`` also shows the goals where nothing was found."""
        by_owner: dict[Owner, list[Line]] = {}
        for line in lines:
            by_owner.setdefault(line.owner, []).append(line)
        elsewhere = {line.owner for line in self._review.lines}
        for number in range(len(self._review.drafts)):
            for owner in self._review.owners(number):
                if owner in by_owner:
                    yield self._owner_row(owner)
                    yield from (self._line_row(line) for line in by_owner[owner])
                elif every and owner.kind == "goal" and owner not in elsewhere:
                    yield _owner_row(self._review, owner, _tr("没有读到指标"))

    def _owner_row(self, owner: Owner) -> TableRow:
        if owner not in self._owners:
            self._owners[owner] = _owner_row(self._review, owner, "")
        return self._owners[owner]

    def _line_row(self, line: Line) -> TableRow:
        key = line, self._review.indicator(line)[0].name
        if key not in self._lines:
            self._lines[key] = _line_row(self._review, line)
        return self._lines[key]


def owner_words(review: Review, owner: Owner) -> str:
    """妇女 健康 · 目标3 宫颈癌和乳腺癌防治意识明显增强."""
    plan, domain, thing = review.drafts[owner.draft].plan, review.domain(owner), review.thing(owner)
    audience = f"{audience_word(plan, short=True)} " if len(review.drafts) > 1 else ""
    where = short_domain(domain.name) if domain is not None else PROJECTS
    if isinstance(thing, Goal):
        return f"{audience}{where} · {_tr('目标')}{thing.no} {thing.summary}"
    kind = _tr("措施") if domain is not None else ""
    return f"{audience}{where} · {kind}{thing.no} {thing.title}"


def _head(words: str, sign: str, ink: str) -> TableRow:
    cell = CellLook(words, ground="sunk", sign=sign, sign_ink=ink)
    return TableRow((cell, *(CellLook(ground="sunk") for _ in range(7))))


def _owner_row(review: Review, owner: Owner, remark: str) -> TableRow:
    words = owner_words(review, owner)
    thing = review.thing(owner)
    whole = (thing.text or thing.summary) if isinstance(thing, Goal) else thing.title
    first = CellLook(words, ink="ink2", ground="ground", size=12, unit=remark, tip=whole)
    return TableRow((first, *(CellLook(ground="ground") for _ in range(7))), owner)


def _line_row(review: Review, line: Line) -> TableRow:
    target = line.target
    indicator, known = review.indicator(line)
    gone = line.state == "dropped"
    ink = "ink3" if gone else "ink"
    name = indicator.name if known else _tr("新指标")
    sign, sign_ink = _STATE_SIGNS[line.state]
    unit = target.unit or ""
    if target.relative is not None and target.relative.kind != "change" and target.value is None:
        unit = target.relative.words or _tr("比照")
    tip = indicator.definition if known else indicator.name
    spoken = _tr("{name}，{op}{value}{unit}，{stage}年，{sure}，{state}").format(
        name=target.name, op=op_word(target.op), value=value_words(target), unit=unit, stage=target.stage_year,
        sure=sure_word(line), state=state_word(line.state),
    )  # fmt: skip
    return TableRow(
        (
            CellLook(target.name, ink=ink, indent=12, tip=line.mark.text, spoken=spoken),
            CellLook(name, ink="ink3" if gone else "ink2" if known else "accent", tip=tip),
            CellLook(SIGNS[target.op], "centre", ink, tip=op_word(target.op), typing=True),
            CellLook(value_words(target), "right", ink, typing=True),
            CellLook(unit, ink="ink3" if gone else "ink2", tip=unit, typing=True),
            CellLook(str(target.stage_year), ink=ink, typing=True),
            CellLook(
                sure_word(line), ink="ink3" if line.sure or gone else "warn",
                sign="" if line.sure else "slightly_off", sign_ink="ink3" if gone else "warn",
            ),
            CellLook(state_word(line.state), ink="ink3" if line.state in ("unseen", "dropped") else "ink2", sign=sign, sign_ink=sign_ink),
        ),
        line.no,
    )  # fmt: skip
