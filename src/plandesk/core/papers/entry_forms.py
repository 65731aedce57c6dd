"""填报表: a unit's form per domain on paper, blank to be written on or filled to be signed, in the same geometry."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from plandesk.core.annual.closing import base_words
from plandesk.core.annual.wording import cell_text
from plandesk.core.figures import cell_words, cells_of, shown
from plandesk.core.findings import Finding
from plandesk.core.indicator import Indicator
from plandesk.core.judging import Evaluation
from plandesk.core.member_units import UnitSection, recipient, unit_sections, units
from plandesk.core.papers.paper import bare_report
from plandesk.core.plan_years import snapshot_in_year
from plandesk.core.quantity import canonical
from plandesk.core.records import NO_FIGURE, STATUS_WORDS, Observation
from plandesk.core.report_model import Chapter, Column, Element, Heading, Note, Report, Row, Spread, Table
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words

Filling = Literal["blank", "filled"]
BOTH: tuple[Filling, ...] = ("blank", "filled")
_ROW_HEIGHT = 8.0  # mm, for a pen
_LONGEST_NOTE = 60
_BARRED = "×"


def entry_forms(
    snapshot: Snapshot,
    evaluations: Sequence[Evaluation],
    findings: Sequence[Finding],
    words: Words,
    *,
    month: str,
    fillings: Sequence[Filling] = BOTH,
) -> Report:
    """The forms of every unit of the evaluated plans: the blank ones of all units, then the filled ones.

    Raises ValueError without an evaluation.
    """
    if not evaluations:
        raise ValueError("forms need an evaluation")
    year, ids = evaluations[0].year, [e.plan_id for e in evaluations]
    snapshot = snapshot_in_year(snapshot, year)
    chapters = [
        _Form(snapshot, words, year, unit, section, filling).chapter()
        for filling in fillings
        for unit in units(snapshot)
        for section in unit_sections(snapshot, unit)
        if section.plan.id in ids
    ]
    key = f"papers.forms.title_{fillings[0]}" if len(fillings) == 1 else "papers.forms.title"
    plans = [snapshot.plan(plan_id) for plan_id in ids]
    return bare_report(snapshot, plans, words, words.say(key, year=year), chapters, month=month)


def blank_forms(
    snapshot: Snapshot,
    evaluations: Sequence[Evaluation],
    findings: Sequence[Finding],
    words: Words,
    *,
    month: str,
) -> Report:
    """Only the blank forms."""
    return entry_forms(snapshot, evaluations, findings, words, month=month, fillings=("blank",))


def filled_forms(
    snapshot: Snapshot,
    evaluations: Sequence[Evaluation],
    findings: Sequence[Finding],
    words: Words,
    *,
    month: str,
) -> Report:
    """Only the filled forms, for signature."""
    return entry_forms(snapshot, evaluations, findings, words, month=month, fillings=("filled",))


@dataclass(frozen=True, slots=True)
class _Form:
    """The form of one unit and domain."""

    snapshot: Snapshot
    words: Words
    year: int
    unit: str
    section: UnitSection
    filling: Filling

    def chapter(self) -> Chapter:
        """Its pages."""
        say, year = self.words.say, self.year
        title = say("papers.forms.title_of", year=year, plan=self.section.plan.title)
        outline = say(f"papers.forms.outline_{self.filling}", unit=self.unit, domain=self._domain())
        signers = [
            say(f"workbook.signer_{role}", name="")
            for role in ("unit_head", "statistics_head", "compiler", "phone")
        ]
        elements: tuple[Element, ...] = (
            Heading(title, 0, outline=outline),
            *self._head(),
            self._table(),
            Spread((*signers, say("papers.forms.reported", year=year + 1)), 10, above=8),
        )
        name = f"{self.unit}　{self._domain()}"
        foot = say("papers.foot", name=name, page="{page}", pages="{pages}")
        return Chapter(elements, turned=True, form=True, foot=foot)

    def _domain(self) -> str:
        return self.section.domain.name if self.section.domain else self.words.say("workbook.projects")

    def _head(self) -> Iterator[Spread]:
        """Left who reports, in the middle the year, right number, maker, nature, due day."""
        say, section = self.words.say, self.section
        prefix = say(f"workbook.prefix_{section.plan.audience}")
        number = f"{section.domain.no:02d}" if section.domain else f"{len(section.plan.domains) + 1:02d}"
        state = self.snapshot.years.get(self.year)
        due = (state.due if state else "") or say("papers.blank_day")
        lines = (
            (say("workbook.collection_sender", unit=self.unit), say("papers.forms.year", year=self.year),
             say("workbook.table_no", number=say("papers.forms.number", prefix=prefix, number=number))),
            (say("workbook.collection_domain", domain=self._domain()), "",
             say("workbook.collection_maker", unit=recipient(self.snapshot))),
            (say("workbook.collection_nature"), "", say("papers.forms.due", due=due)),
        )  # fmt: skip
        for place, texts in enumerate(lines):
            yield Spread(texts, 10, below=3 if place == len(lines) - 1 else 0, kept=True)

    def _table(self) -> Table:
        say = self.words.say
        columns = (
            Column(say("papers.forms.head_line"), 9),
            Column(say("report.table.head_indicator"), 46, "text"),
            Column(say("report.table.head_unit"), 13),
            Column(say("papers.forms.head_method"), 46, "text"),
            Column(say("report.table.head_year", year=self.year - 1), 15, "figure"),
            Column(
                say("papers.forms.head_numerator"),
                18,
                "figure",
                say("report.table.head_year", year=self.year),
            ),
            Column(
                say("papers.forms.head_denominator"),
                18,
                "figure",
                say("report.table.head_year", year=self.year),
            ),
            Column(
                say("papers.forms.head_value"), 16, "figure", say("report.table.head_year", year=self.year)
            ),
            Column(say("papers.forms.head_reason"), 17),
            Column(say("papers.forms.head_note"), 27, "text"),
        )
        lines: list[Row] = []
        for row in self.section.rows:
            cells = cells_of(row.indicator, self.snapshot.towns)
            for cell in ("", *cells):
                name = self._name(row.indicator, cell, cells)
                tied = cell != "" and len(cells) <= 4
                lines.append(Row((f"{len(lines) + 1:02d}", *self._cells(row.indicator, cell, name)), tied))
        notes = (
            Note(say("papers.forms.note_entries")),
            Note(say("workbook.collection_note_2", last=self.year - 1, year=self.year)),
        )
        title = say("papers.forms.table", year=self.year, unit=self.unit, domain=self._domain())
        return Table(
            "", title, columns, tuple(lines), notes=notes, small=True, ruled=True, row_height=_ROW_HEIGHT
        )

    def _name(self, indicator: Indicator, cell: str, cells: Collection[str]) -> str:
        if not cell:
            return indicator.name
        key = "first" if cell == next(iter(cells)) else "next"
        return "　" + self.words.say(f"workbook.part_{key}", part=cell_words(cell))

    def _cells(self, indicator: Indicator, cell: str, name: str) -> tuple[str, ...]:
        last = self.snapshot.observation(indicator.code, self.year - 1, cell)
        now = self.snapshot.observation(indicator.code, self.year, cell) if self.filling == "filled" else None
        parts = (self._part(now, "numerator"), self._part(now, "denominator"))
        method = self._method(indicator) if not cell else ""
        return (
            name, "" if cell else indicator.unit, method, _printed(last, indicator) or "—",
            *(parts if indicator.has_parts else (_BARRED, _BARRED)), _printed(now, indicator),
            STATUS_WORDS[now.status] if now is not None and now.status in NO_FIGURE else "",
            _shortened(now.note) if now is not None else "",
        )  # fmt: skip

    @staticmethod
    def _part(found: Observation | None, part: str) -> str:
        figure = getattr(found, part, None)
        return "" if figure is None else cell_text(canonical(figure))

    def _method(self, indicator: Indicator) -> str:
        """计算口径: numerator ÷ denominator × base; that the figure is given directly."""
        if not indicator.has_parts or indicator.base is None:
            return self.words.say("workbook.method_direct")
        return self.words.say(
            "workbook.method_quotient", numerator=indicator.numerator, denominator=indicator.denominator,
            base=base_words(indicator, self.words),
        )  # fmt: skip


def _printed(found: Observation | None, indicator: Indicator) -> str:
    """The figure as printed; what cannot be read as it was typed; "" for a status word and where nothing stands."""
    if found is None or found.status in NO_FIGURE:
        return ""
    text = shown(found, indicator)
    return cell_text(text) if text else found.text


def _shortened(note: str) -> str:
    text = note.strip()
    return text if len(text) <= _LONGEST_NOTE else text[:_LONGEST_NOTE] + "…"
