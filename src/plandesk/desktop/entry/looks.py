"""How each cell of the entry grid looks: from the figures, findings and verdicts to a ``CellLook``."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from plandesk.core.entry import Field
from plandesk.core.figures import cell_words, change, shown
from plandesk.core.findings import Finding
from plandesk.core.quantity import canonical, printed
from plandesk.core.records import NO_FIGURE, STATUS_WORDS, CellKey, Observation
from plandesk.core.second_entry import second_of, state_of
from plandesk.core.target_words import target_words
from plandesk.core.totals import COMPUTED
from plandesk.desktop.desk import Desk
from plandesk.desktop.entry.lines import FigureLine, HeadLine
from plandesk.desktop.look.cell import CellLook
from plandesk.desktop.look.units import short_unit
from plandesk.desktop.look.verdicts import SECOND_MARKS, STATE_MARKS, second_word, state_word, verdict_mark

_NAME_INDENT = 16
_CELL_INDENT = 34
_UNMARKED_TO = 9_999_999
MINUS = "−"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Entry", text)


def signed(value: Decimal, decimals: int) -> str:
    """A change as printed: +13.26, −23, 0.00, with a true minus."""
    text = printed(value, decimals)
    if text.startswith("-"):
        return MINUS + text[1:]
    return f"+{text}" if value and text.strip("0.") else text


def count_text(value: Decimal | None, typed: str) -> str:
    """A numerator or denominator: the figure read, with thousands marks only from eight digits on, else the typing."""
    if value is None:
        return typed
    text = canonical(value)
    return f"{value:,f}" if abs(value) > _UNMARKED_TO else text


class EntryLooks:
    """The looks of one plan and year. ``writable`` is false for a sealed year and a file held by somebody else."""

    def __init__(self, desk: Desk, *, writable: bool) -> None:
        self._desk = desk
        self._year = desk.year
        self._writable = writable
        self._columns: Mapping[str, Callable[[FigureLine, Observation | None], CellLook]] = {
            "name": self._name,
            "target": self._target,
            "unit": self._unit,
            "three_back": lambda line, _: self._earlier(line, 3),
            "two_back": lambda line, _: self._earlier(line, 2),
            "last": lambda line, _: self._earlier(line, 1),
            "numerator": lambda line, now: self._part(line, now, "numerator"),
            "denominator": lambda line, now: self._part(line, now, "denominator"),
            "value": self._value,
            "change": self._change,
            "attained": self._attained,
            "state": self._state,
            "note": self._note,
        }

    def figure(self, line: FigureLine, column: str) -> CellLook:
        """The look of an indicator's or a breakdown's cell."""
        return self._columns[column](line, self._desk.snapshot.observations.get(line.key(self._year)))

    def head(self, line: HeadLine, filled: int, total: int) -> CellLook:
        """The look of a goal's or a measure's head."""
        section = line.section
        if section.goal is not None:
            title = _tr("目标") + f"{section.goal.no}  {section.goal.summary}"
        else:
            measure = section.measure
            title = _tr("措施") + f"{measure.no}  {measure.title}" if measure else ""
        count = f"{filled} / {total}" if total else _tr("定性目标，没有指标")
        chevron = "folded" if line.folded else "unfolded"
        return CellLook(
            title, ink="ink2", ground="ground", unit=count, indent=14, chevron=chevron if total else "", tip=title,  # type: ignore[arg-type]
            spoken=f"{title}，{count}",
        )  # fmt: skip

    def state(self, key: CellKey, now: Observation | None) -> str:
        """Which of the six states a cell is in."""
        found = self._desk.findings().at(key)
        if any(f.severity == "error" for f in found):
            return "error"
        own = [f for f in found if f.severity == "warning" and _home(f) == key]
        if any(f.open for f in own):
            return "open"
        if own:
            return "explained"
        if now is None or not now.status:
            return "empty"
        return "no_figure" if now.status in NO_FIGURE else "filled"

    def editable(self, line: FigureLine, field: Field) -> bool:
        """Whether that field can be typed into: computed cells cannot, nor parts an indicator does not have."""
        if not self._writable:
            return False
        indicator = line.row.indicator
        if field in ("numerator", "denominator"):
            return indicator.has_parts
        if field == "value":
            return not _computed(self._desk.snapshot.observations.get(line.key(self._year)))
        return True

    def _added_up(self, line: FigureLine) -> bool:
        now = self._desk.snapshot.observations.get(line.key(self._year))
        return now is not None and now.origin == COMPUTED

    def computed(self, line: FigureLine, field: Field) -> bool:
        """Whether Enter goes past that field: it follows from other cells, though it may be typed over."""
        return field != "note" and self._added_up(line)

    def _typing(self, line: FigureLine, field: Field) -> tuple[str, bool]:
        """Ground of a figure's cell and whether it is for typing; totals added up from their cells are grey."""
        if self.editable(line, field) and not self._added_up(line):
            return "paper", True
        return ("tint" if self._writable else "sunk"), False

    def _name(self, line: FigureLine, now: Observation | None) -> CellLook:
        indicator = line.row.indicator
        flagged = now is not None and now.flagged
        if line.cell:
            return CellLook(cell_words(line.cell), indent=_CELL_INDENT, pennant=flagged)
        chevron = "" if not line.cells else "unfolded" if line.unfolded else "folded"
        name = line.row.targets[0].name if line.row.targets else indicator.name
        tip = indicator.name if indicator.name != name else name
        return CellLook(
            name, unit=indicator.unit, indent=_NAME_INDENT, chevron=chevron, pennant=flagged, tip=tip,  # type: ignore[arg-type]
            spoken=f"{name}，{indicator.unit}",
        )  # fmt: skip

    def _target(self, line: FigureLine, now: Observation | None) -> CellLook:
        if line.cell:
            return CellLook(ground="tint")
        target = line.row.target_for(self._year)
        if target is None:
            return CellLook(ground="tint")
        library = self._desk.snapshot.library
        unit = line.row.indicator.unit
        tips = [
            f"{t.stage_year}年 {target_words(t, '', library)}{'' if t.relative else t.unit or ''}"
            + (f"（{t.remark}）" if t.remark else "")
            for t in line.row.targets
        ]
        return CellLook(target_words(target, unit, library), "right", "ink2", "tint", tip="\n".join(tips))

    def _unit(self, line: FigureLine, now: Observation | None) -> CellLook:
        name = "" if line.cell else line.row.indicator.reporter
        return CellLook(short_unit(name) if name else "", ink="ink2", tip=name)

    def _earlier(self, line: FigureLine, years: int) -> CellLook:
        before = self._desk.snapshot.observation(line.row.indicator.code, self._year - years, line.cell)
        return CellLook(shown(before, line.row.indicator), "decimal", "ink2", "tint")

    def _part(self, line: FigureLine, now: Observation | None, field: Field) -> CellLook:
        ground, typing = self._typing(line, field)
        if not line.row.indicator.has_parts:
            return CellLook(ground="tint")
        if now is None or not _part_text(now, field):
            needed = typing and (now is None or not now.status)
            return CellLook(
                "", "right", ground=ground, sign="empty" if needed else "", sign_ink="ink3", typing=typing
            )
        value = now.numerator if field == "numerator" else now.denominator
        text = _part_text(now, field)
        wrong, _ = self._trouble(line.key(self._year), field)
        return CellLook(
            text, "right", "bad" if value is None else "ink", "bad_soft" if wrong else ground, typing=typing,
            spoken=self._spoken(line, _tr("分子") if field == "numerator" else _tr("分母"), text),
        )  # fmt: skip

    def _value(self, line: FigureLine, now: Observation | None) -> CellLook:
        ground, typing = self._typing(line, "value")
        key = line.key(self._year)
        state = self.state(key, now)
        look = CellLook(
            "", "decimal", ground=ground, typing=typing, corner=now is not None and bool(now.note)
        )
        indicator = line.row.indicator
        if now is None or not now.status:
            bare = typing and not indicator.has_parts
            return replace(look, sign="empty" if bare else "", sign_ink="ink3", align="right")
        if now.status in NO_FIGURE:
            word = STATUS_WORDS[now.status]
            return replace(
                look, text=word, align="right", ink="ink2", spoken=self._spoken(line, _tr("本年"), word)
            )
        text = printed(now.value, indicator.decimals) if now.value is not None else now.text
        wrong, soft = self._trouble(key, "value")
        wrong = wrong or state == "error"
        mark = STATE_MARKS[state] if state in ("error", "open", "explained") else None
        if mark is None and now.origin == COMPUTED:
            look = replace(look, sign="computed")
        return replace(
            look,
            text=text.replace("-", MINUS) if now.value is not None else text,
            ink="bad" if wrong else "ink",
            ground="bad_soft" if wrong else "warn_soft" if soft else ground,
            sign=mark.sign if mark and (wrong or soft or state == "explained") else look.sign,
            sign_ink=mark.ink if mark else "ink2",
            tip=now.text if now.text != text else "",
            spoken=self._spoken(line, _tr("本年"), f"{text}，{indicator.unit}，{state_word(state)}"),
        )

    def _change(self, line: FigureLine, now: Observation | None) -> CellLook:
        code = line.row.indicator.code
        before = self._desk.snapshot.observation(code, self._year - 1, line.cell)
        difference = change(now, before, line.row.indicator)
        if difference is None:
            return CellLook(ground="tint")
        if self._desk.snapshot.broken_between(code, self._year - 1, self._year):
            return CellLook(_tr("不比较"), "right", "ink2", "tint", tip=_tr("口径变动，不与上年比较"))
        return CellLook(signed(difference, line.row.indicator.decimals), "decimal", "ink2", "tint")

    def _attained(self, line: FigureLine, now: Observation | None) -> CellLook:
        if line.cell:
            return CellLook(ground="tint")
        judgement = self._desk.judgement(line.row.indicator.code)
        if judgement is None:
            return CellLook(ground="tint")
        mark = verdict_mark(judgement)
        return CellLook(
            judgement.word,
            ink=mark.ink,
            ground="tint",
            sign=mark.sign,
            sign_ink=mark.ink,
            size=12,
            tip=judgement.summary,
        )

    def _state(self, line: FigureLine, now: Observation | None) -> CellLook:
        state = self.state(line.key(self._year), now)
        mark = STATE_MARKS[state]
        ink = {"empty": "ink2", "filled": "ink2", "no_figure": "ink2", "explained": "ink2"}.get(
            state, mark.ink
        )
        ground = mark.soft if self._writable or state in ("error", "open") else "sunk"
        twice = self._second(line, now) if state in ("filled", "explained") else None
        if twice is not None:
            return replace(twice, ground=twice.ground if twice.ink == "bad" or self._writable else "sunk")
        if state == "filled" and now is not None and now.origin == COMPUTED:
            return CellLook(_tr("算得"), ink="ink2", ground=ground, sign="computed", sign_ink="ink2", size=12)
        return CellLook(state_word(state), ink=ink, ground=ground, sign=mark.sign, sign_ink=mark.ink, size=12)

    def _second(self, line: FigureLine, now: Observation | None) -> CellLook | None:
        """Verified by a second typing, or typed twice and not the same; None where neither."""
        second = second_of(self._desk.snapshot, line.key(self._year))
        found = state_of(now, second, line.row.indicator) if second is not None else ""
        if second is None or found not in ("verified", "differs"):
            return None
        mark = SECOND_MARKS[found]
        return CellLook(
            second_word(found), ink="bad" if found == "differs" else "ink2", ground=mark.soft, sign=mark.sign,
            sign_ink=mark.ink, size=12, tip=f"{second.by} {second.at[:16].replace('T', ' ')}",
        )  # fmt: skip

    def _note(self, line: FigureLine, now: Observation | None) -> CellLook:
        written = [f.explanation for f in self._desk.findings().own(line.key(self._year)) if f.explanation]
        text = "；".join([*written, now.note] if now is not None and now.note else written)
        return CellLook(text, size=12, ink="ink2", tip=text, ground="paper" if self._writable else "sunk")

    def _trouble(self, key: CellKey, field: Field) -> tuple[bool, bool]:
        """Whether an error, and whether an open warning, concerns that field of that cell."""
        found = [
            f
            for f in self._desk.findings().at(key)
            if field in f.fields or (field == "value" and _home(f) != key)
        ]
        wrong = any(f.severity == "error" for f in found)
        return wrong, any(f.severity == "warning" and f.open and _home(f) == key for f in found)

    def _spoken(self, line: FigureLine, column: str, text: str) -> str:
        name = line.row.indicator.name
        if line.cell:
            name = f"{name}，{cell_words(line.cell)}"
        return f"{name}，{column}，{text}"


def _home(finding: Finding) -> CellKey:
    return CellKey(finding.indicator, finding.year, finding.cell)


def _part_text(now: Observation, field: Field) -> str:
    """A part as shown: the figure read or added up, else the typing that cannot be read."""
    if field == "numerator":
        return count_text(now.numerator, now.numerator_text)
    return count_text(now.denominator, now.denominator_text)


def _computed(now: Observation | None) -> bool:
    """Whether 分子 and 分母 give the value (nothing was typed into it)."""
    return (
        now is not None
        and now.origin != COMPUTED
        and not now.text
        and now.numerator is not None
        and now.denominator is not None
    )
