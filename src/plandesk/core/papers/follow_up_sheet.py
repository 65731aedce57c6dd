"""督办单: one page that asks a unit about its red warnings, and that the unit answers, signs and seals.

The number, dates and replies are those of the file's follow-ups; without one the sheet has blanks for them, to be filled
by hand. Nothing is asserted about causes: the sheet asks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plandesk.core.annual.closing import level_word
from plandesk.core.annual.dossier import Dossier
from plandesk.core.annual.facts import Fact, part_text
from plandesk.core.annual.marks import verdict_cell
from plandesk.core.annual.tables import target_cell
from plandesk.core.annual.wording import value_words
from plandesk.core.days import day_words
from plandesk.core.papers.paper import named
from plandesk.core.records import FollowUp
from plandesk.core.report_model import Column, FormRow, OnePageForm, Row, Table
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words

MOST_WITHOUT_DATA = 3  # indicators on one page; of those with figures each has its own, with room to answer
_YEARS = 4
_LONGEST_REPLY, _LONGEST_TEXT = (
    200,
    110,
)  # characters of a reply, of a reason or effect that the page can hold


@dataclass(frozen=True, slots=True)
class Asked:
    """An indicator a unit is asked about, with the plan's dossier it was judged in."""

    dossier: Dossier
    fact: Fact


@dataclass(frozen=True, slots=True)
class FollowUpSheet:
    """Makes the page for ``unit``; ``follow_up`` is the file's record of it, None where it has none yet."""

    snapshot: Snapshot
    words: Words
    year: int
    unit: str
    asked: Sequence[Asked]
    follow_up: FollowUp | None = None

    def form(self) -> OnePageForm:
        """The page."""
        say, record = self._say, self.follow_up
        number = say("number", year=self.year, number=f"{record.number:02d}" if record else "　　")
        head = (
            number,
            say("issued", day=_day(record.opened_on if record else "", self.words)),
            say("due", day=_day(record.due if record else "", self.words)),
        )
        rows = (
            FormRow(say("unit"), (self.unit,), 10, second=(say("joint"), "")),
            FormRow(say("indicators"), height=10, table=self._table()),
            FormRow(say("reason"), tuple(self._reasons()), 15),
            FormRow(say("questions"), tuple(self._questions()), 15),
            FormRow(say("verify_label"), self._verify(), 11),
            FormRow(say("explanation"), self._reply(), 35, least=12),
            FormRow(say("measures"), height=38, least=12),
            FormRow(say("signature"), (say("signed_by"), say("signed_head")), 20),
            FormRow(say("opinion"), self._effect(), 16, least=12, sub_label=self._office()),
        )
        slip = (
            (say("received", number=number.partition("：")[2].strip()), say("received_unit")),
            (say("received_by"), say("received_day")),
        )
        outline = say("outline", unit=self.unit, names="、".join(a.fact.name for a in self.asked))
        return OnePageForm(self._title(), head, rows, say("note"), say("cut"), slip, outline)

    def _say(self, key: str, **slots: object) -> str:
        return self.words.say(f"papers.follow_up.{key}", **slots)

    def _title(self) -> str:
        audiences = {a.dossier.plan.audience for a in self.asked}
        return self._say(f"title_{audiences.pop()}" if len(audiences) == 1 else "title_both")

    def _office(self) -> str:
        return self._say("office", level=level_word(self.snapshot.region))

    def _table(self) -> Table:
        """目标值, the last four years with what was divided by what, and the verdict."""
        years = range(self.year - _YEARS + 1, self.year + 1)
        say = self.words.say
        columns = (
            Column(say("report.table.head_indicator"), 40, "text"),
            Column(say("report.table.head_target"), 15),
            *(Column(say("report.table.head_year", year=y), 13.5, "figure") for y in years),
            Column(say("report.table.head_full_verdict"), 20.5, "mark"),
        )
        lines: list[Row] = []
        for asked in self.asked:
            fact, narrator = asked.fact, asked.dossier.narrator
            lines.append(Row((
                named(fact.name, fact.indicator.unit), target_cell(fact, narrator).rstrip("*"),
                *(fact.at(y) for y in years), verdict_cell(fact, self.words),
            )))  # fmt: skip
            lines += self._parts(fact, years)
        return Table("", "", columns, tuple(lines), small=len(self.asked) > 1, inner=True)

    def _parts(self, fact: Fact, years: Sequence[int]) -> Iterator[Row]:
        """What was divided by what, where any of the years says so."""
        found = [self.snapshot.observation(fact.code, year) for year in years]
        if not fact.indicator.has_parts:
            return
        for name, cells in (
            (fact.indicator.numerator, [part_text(o, "numerator") for o in found]),
            (fact.indicator.denominator, [part_text(o, "denominator") for o in found]),
        ):
            if any(cell != "无" for cell in cells):
                yield Row((self._say("part", name=name), "", *cells, ""), tied=True)

    def _reasons(self) -> list[str]:
        """The warnings in the words of the rules; of the record, where it holds them."""
        if self.follow_up is not None and self.follow_up.reason:
            return [_cut(self.follow_up.reason)]
        texts = []
        for asked in self.asked:
            fact = asked.fact
            level = self.words.say(f"papers.follow_up.level_{fact.judgement.level or 'other'}")
            reasons = "".join(a.reason for a in fact.judgement.alerts) or fact.judgement.summary
            name = f"{fact.name}：" if len(self.asked) > 1 else ""
            texts.append(f"{level}{name}{reasons}")
        return texts

    def _questions(self) -> list[str]:
        """What to check, to say and to propose: numbered, from the figures."""
        if not any(asked.fact.has_value for asked in self.asked):
            texts = [self._say("ask_missing", year=self.year), self._say("ask_source")]
            return [f"{number}．{text}" for number, text in enumerate(texts, 1)]
        texts = [self._say("ask_data", what=self._what_to_check()), self._say("ask_reason")]
        paces = [pace for asked in self.asked if (pace := self._pace(asked))]
        texts.append(self._say("ask_plan") + "".join(paces))
        if any(asked.fact.few for asked in self.asked):
            texts.append(self._say("ask_few"))
        return [f"{number}．{text}" for number, text in enumerate(texts, 1)]

    def _what_to_check(self) -> str:
        indicator = self.asked[0].fact.indicator
        years = self._say("years", last=self.year - 1, year=self.year)
        if len(self.asked) == 1 and indicator.has_parts:
            return years + self._say(
                "both_parts", numerator=indicator.numerator, denominator=indicator.denominator
            )
        return years + self._say("figures")

    def _pace(self, asked: Asked) -> str:
        """What is needed per year, as a note behind the question."""
        fact, need = asked.fact, asked.dossier.narrator.needed(asked.fact)
        if need is None:
            return ""
        key = "pace" if fact.target.stage_year - fact.year > 1 else "pace_last"
        name = fact.name if len(self.asked) > 1 else ""
        return self._say(key, name=name, stage=fact.target.stage_year, verb=need.verb, need=need.amount)

    def _verify(self) -> tuple[str, ...]:
        indicator = self.asked[0].fact.indicator
        if not any(asked.fact.has_value for asked in self.asked):
            return (self._say("verify_missing"),)
        if len(self.asked) > 1:
            return (self._say("verify_several"),)
        if indicator.has_parts:
            return self._say("verify_head"), self._say("verify_parts")
        return (self._say("verify_value", unit=value_words("", indicator)),)

    def _reply(self) -> tuple[str, ...]:
        record = self.follow_up
        if record is None or not record.reply:
            return ()
        return (
            self._say("replied", text=_cut(record.reply, _LONGEST_REPLY), day=day_words(record.replied_on)),
        )

    def _effect(self) -> tuple[str, ...]:
        record = self.follow_up
        if record is None or not record.effect:
            return ()
        return (self._say("closed", text=_cut(record.effect), day=day_words(record.closed_on)),)


def _day(kept: str, words: Words) -> str:
    return day_words(kept) if kept else words.say("papers.blank_day")


def _cut(text: str, longest: int = _LONGEST_TEXT) -> str:
    """What was written, as long as the page can hold it; the whole stands in the data file."""
    return text if len(text) <= longest else text[:longest] + "……"
