"""三、未达标和预警指标: a table of what is missed, behind or warned of; for the red ones the unit's words and ours."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plandesk.core.annual.facts import DomainFacts, Fact
from plandesk.core.annual.marks import is_behind
from plandesk.core.annual.narrator import Narrator
from plandesk.core.annual.numbering import Numbering
from plandesk.core.annual.stories import HEADING_LENGTH
from plandesk.core.annual.tables import target_cell, target_with_unit
from plandesk.core.annual.wording import em_length, gap_words, value_words
from plandesk.core.findings import Finding
from plandesk.core.judging import Level
from plandesk.core.quantity import canonical
from plandesk.core.report_model import Column, Element, Heading, Note, Paragraph, Row, Table

_ORDER: tuple[Level | None, ...] = ("red", "yellow", None, "notice")


def listed_facts(domains: Iterable[DomainFacts], projects: Sequence[Fact]) -> list[Fact]:
    """What belongs into this part: behind, missed or warned of; the most pressing first, each indicator once."""
    every = [f for d in domains for f in d.all()] + list(projects)
    wanted = [f for f in every if f.has_value and (is_behind(f) or f.judgement.level is not None)]
    ranked = sorted(wanted, key=lambda f: _ORDER.index(f.judgement.level))
    return list({(f.code, f.target.op, f.target.value): f for f in ranked}.values())


@dataclass(frozen=True, slots=True)
class Attention:
    """Writes the third part."""

    narrator: Narrator
    facts: Sequence[Fact]
    findings: Sequence[Finding]
    numbering: Numbering
    any_data: bool = True

    def elements(self) -> list[Element]:
        """Heading, what is listed, the table, then the red ones one by one and the others by name."""
        say, year = self.narrator.say, self.narrator.year
        heading = Heading(say("headings.attention"), 1)
        if not self.facts:
            key = "attention.none" if self.any_data else "attention.none_at_all"
            return [heading, Paragraph(say(key, year=year))]
        intro = say("attention.intro", year=year, count=len(self.facts), levels=self._levels())
        return [heading, Paragraph(intro), self._table(self.numbering.table()), *self._one_by_one()]

    def _levels(self) -> str:
        found: Counter[str] = Counter(f.judgement.level or "other" for f in self.facts)
        if set(found) == {"other"}:
            return ""
        keys = ("red", "yellow", "other", "notice")
        parts = [self.narrator.say(f"attention.{k}", count=found[k]) for k in keys if found[k]]
        return self.narrator.say("attention.levels", parts="、".join(parts))

    def _table(self, label: str) -> Table:
        say, year = self.narrator.say, self.narrator.year
        columns = (
            Column(say("table.head_level"), 13),
            Column(say("table.head_indicator"), 36, "text"),
            Column(say("table.head_target"), 16),
            Column(say("table.head_year", year=year - 1), 14, "figure"),
            Column(say("table.head_year", year=year), 14, "figure"),
            Column(say("table.head_reason"), 42, "text"),
            Column(say("table.head_reporter"), 21, "text"),
        )
        rows = tuple(Row(self._cells(f)) for f in self.facts)
        notes = [Note(say("table.note_units"))]
        if any(f.judgement.level for f in self.facts):
            notes.append(Note(say("table.note_levels", annex=self.narrator.annex_missing)))
        return Table(label, say("table.attention", year=year), columns, rows, notes=tuple(notes))

    def _cells(self, fact: Fact) -> tuple[str, ...]:
        say, judgement = self.narrator.say, fact.judgement
        reasons = [alert.reason.rstrip("。") for alert in judgement.alerts]
        return (
            say(f"table.{judgement.level or 'no_level'}"), fact.name, target_cell(fact, self.narrator),
            fact.at(self.narrator.year - 1), fact.at(self.narrator.year),
            "；".join(reasons) or judgement.word, fact.indicator.reporter,
        )  # fmt: skip

    def _one_by_one(self) -> list[Element]:
        say = self.narrator.say
        red = [f for f in self.facts if f.judgement.level == "red"]
        others = [f for f in self.facts if f.judgement.level in ("yellow", None)]
        found: list[Element] = []
        if red:
            found.append(Heading(say("headings.red"), 2))
        for number, fact in enumerate(red, 1):
            found.append(Heading(f"{number}．{self._heading(fact)}", 3, in_contents=False))
            opinion = say("attention.opinion", text=self._opinion(fact, number))
            explained = self._explained(fact)
            if explained:
                found += [Paragraph(explained), Paragraph(opinion)]
            else:
                found.append(
                    Paragraph(say("attention.not_explained", unit=fact.indicator.reporter) + opinion)
                )
        if others:
            if red:
                found.append(Heading(say("headings.yellow", number="二"), 2))
            names = "、".join(
                say("attention.name_with_unit", name=f.name, unit=f.indicator.reporter) for f in others
            )
            found.append(
                Paragraph(
                    say(
                        "attention.others" if red else "attention.others_only", count=len(others), names=names
                    )
                )
            )
            found += [Paragraph(text) for f in others if (text := self._explained(f))]
        return found

    def _heading(self, fact: Fact) -> str:
        """Name, figure and target, as much of it as one line holds."""
        value, target = value_words(fact.shown, fact.indicator), target_with_unit(fact, self.narrator)
        full = self.narrator.say("attention.item", name=fact.name, value=value, target=target)
        short = self.narrator.say("attention.item_short", name=fact.name, value=value)
        return next((text for text in (full, short) if em_length(text) <= HEADING_LENGTH), fact.name)

    def _explained(self, fact: Fact) -> str:
        """What the unit itself wrote: explanations of findings about the figure, else the note at the figure."""
        about = (f.explanation for f in self.findings if f.indicator == fact.code and f.explanation)
        texts = list(dict.fromkeys(about))
        if not texts and fact.now is not None and fact.now.note.strip():
            texts = [fact.now.note.strip()]
        if not texts:
            return ""
        text = "；".join(t.rstrip("。") for t in texts) + "。"
        return self.narrator.say("attention.explained", unit=fact.indicator.reporter, text=text)

    def _opinion(self, fact: Fact, number: int) -> str:
        """What to check: from the verdict, the pace needed, the size of the denominator. Never a cause.

        The pace is asked for in other words from one to the next (``number``), so that a list can be read.
        """
        say, judgement, parts = self.narrator.say, fact.judgement, []
        if judgement.state == "not_attained":
            parts.append(say("attention.ask_missed"))
        if fact.few:
            parts.append(say("attention.ask_few"))
        elif judgement.verdict == "moving_away":
            parts.append(say("attention.ask_away"))
        need = self.narrator.needed(fact)
        if need is not None:
            key = (
                "attention.ask_pace" if fact.target.stage_year - fact.year > 1 else "attention.ask_pace_last"
            )
            letter = "abc"[(number - 1) % 3]
            slots = {"stage": fact.target.stage_year, "verb": need.verb, "need": need.amount}
            parts.append(say(f"{key}.{letter}", **slots))
        if fact.small_denominator and fact.now is not None and fact.now.denominator and fact.indicator.base:
            step = gap_words(fact.indicator.base / fact.now.denominator, fact.indicator)
            denominator = canonical(fact.now.denominator)
            parts.append(say("attention.ask_small", denominator=denominator, step=step))
        if judgement.verdict == "cannot_tell":
            parts.append(say("attention.ask_short"))
        return "；".join(parts or [say("attention.ask_missed")]) + "。"
