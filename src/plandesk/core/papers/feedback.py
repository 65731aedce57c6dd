"""反馈单: everything a unit answers for, with figures, verdicts, open questions, and room for the reply."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plandesk.core.annual.facts import Fact
from plandesk.core.annual.marks import is_behind, verdict_cell
from plandesk.core.annual.tables import benchmark_notes, sign_legend, target_cell
from plandesk.core.findings import Finding
from plandesk.core.papers.follow_up_sheet import Asked
from plandesk.core.papers.paper import plan_band
from plandesk.core.report_model import Band, Chapter, Column, Heading, Note, Paragraph, Row, Spread, Table
from plandesk.core.words import Words

_LONGEST = 70  # characters of a finding in its cell


@dataclass(frozen=True, slots=True)
class Feedback:
    """Makes the sheet of one unit: ``listed`` is its whole list, ``findings`` those of the year about it."""

    words: Words
    year: int
    unit: str
    office: str
    listed: Sequence[Asked]
    findings: Sequence[Finding]

    def chapter(self) -> Chapter:
        """The sheet, turned, on as many pages as it needs."""
        say = self._say
        title = say("title", year=self.year)
        elements = (
            Heading(title, 0, outline=say("outline", unit=self.unit)),
            Spread((say("unit", unit=self.unit), say("from", unit=self.office), say("due")), 11, below=2),
            Paragraph(self._summary(), fine=True),
            self._table(),
            Spread(tuple(say(f"sign_{k}") for k in ("head", "author", "phone", "seal")), 11, above=10),
        )
        foot = self.words.say("papers.foot", name=f"{self.unit}　{title}", page="{page}", pages="{pages}")
        return Chapter(elements, turned=True, form=True, foot=foot)

    def _say(self, key: str, **slots: object) -> str:
        return self.words.say(f"papers.feedback.{key}", **slots)

    def _summary(self) -> str:
        facts = [a.fact for a in self.listed]
        codes = {f.code for f in facts}
        missing = {f.code for f in facts if f.lacks_source}
        behind = {f.code for f in facts if f.has_value and is_behind(f)}
        open_ones = [f for f in self.findings if f.open]
        parts = [self._say("with_data", count=len({f.code for f in facts if f.has_value}))]
        if missing:
            parts.append(self._say("without_data", count=len(missing)))
        if behind:
            parts.append(self._say("behind", count=len(behind)))
        if open_ones:
            parts.append(self._say("open", count=len(open_ones)))
        return self._say("summary", count=len(codes), parts="，".join(parts))

    def _table(self) -> Table:
        say = self.words.say
        columns = (
            Column(say("report.table.head_order"), 8),
            Column(say("report.table.head_indicator"), 43, "text"),
            Column(say("report.table.head_unit"), 13),
            Column(say("report.table.head_target"), 16),
            Column(say("report.table.head_last", year=self.year - 1), 13, "figure"),
            Column(say("report.table.head_now", year=self.year), 13, "figure"),
            Column(say("report.table.head_full_verdict"), 21, "mark"),
            Column(self._say("head_findings"), 37, "text"),
            Column(self._say("head_asked"), 16),
            Column(self._say("head_reply"), 45, "text"),
        )
        lines: list[Row | Band] = []
        number = 0
        plans = list(dict.fromkeys(a.dossier.plan.id for a in self.listed))
        for plan in plans:
            own = [a for a in self.listed if a.dossier.plan.id == plan]
            if len(plans) > 1:
                lines.append(Band(plan_band(own[0].dossier, self.words)))
            for asked in own:
                number += 1
                lines.append(Row(self._cells(asked, number)))
        notes = [Note(self._say("note"))]
        for plan in plans:
            own = [a for a in self.listed if a.dossier.plan.id == plan]
            notes += benchmark_notes([a.fact for a in own], own[0].dossier.narrator)
        return Table(
            "", self._say("table", year=self.year, unit=self.unit), columns, tuple(lines), notes=tuple(notes),
            legend=sign_legend(lines, own[0].dossier.narrator.say) if plans else "", small=True, ruled=True, row_height=9,
        )  # fmt: skip

    def _cells(self, asked: Asked, number: int) -> tuple[str, ...]:
        fact, narrator = asked.fact, asked.dossier.narrator
        about = self._about(fact)
        return (
            str(number), fact.name, fact.indicator.unit, target_cell(fact, narrator),
            fact.at(self.year - 1), fact.at(self.year), verdict_cell(fact, self.words),
            "；".join(about) or "—", self._asked(fact, bool(about)), "",
        )  # fmt: skip

    def _about(self, fact: Fact) -> list[str]:
        """The open findings about the figure; what was explained is not asked again."""
        own = fact.own.code if fact.own is not None else fact.code
        found = (f for f in self.findings if f.indicator in (own, fact.code) and f.open)
        return [_shortened(f.message) for f in found]

    def _asked(self, fact: Fact, questioned: bool) -> str:
        asked = []
        if not fact.has_value and fact.status in ("", "not_collected", "not_published"):
            asked.append(self._say("fill"))
        if questioned or fact.judgement.level in ("red", "yellow") or fact.faulty:
            asked.append(self._say("check"))
        return "\n".join(asked) or "—"


def unit_facts(asked: Iterable[Asked], unit: str) -> list[Asked]:
    """What ``unit`` answers for: an indicator once for each different target, in the document's order."""
    found: dict[tuple[object, ...], Asked] = {}
    for one in asked:
        fact, target = one.fact, one.fact.target
        reporter = (fact.own or fact.indicator).reporter
        if reporter == unit:
            key = (fact.code, target.op, target.value, target.value2, target.relative, fact.reference)
            found.setdefault(key, one)
    return list(found.values())


def _shortened(message: str) -> str:
    text = message.rstrip("。")
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
