"""一、总体情况: counts in words, the three rates with their denominators, a table and a chart by domain."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from plandesk.core.annual.facts import DomainFacts, Fact
from plandesk.core.annual.marks import GROUPS, group_counts, group_of
from plandesk.core.annual.narrator import Narrator
from plandesk.core.annual.numbering import Numbering
from plandesk.core.judging import Evaluation, Verdict
from plandesk.core.report_model import (
    BarGroup,
    Column,
    Element,
    Fill,
    Heading,
    Note,
    Paragraph,
    Row,
    StackedBars,
    Table,
)

FILLS: tuple[Fill, ...] = ("dark", "mid", "hatched", "light", "white")
_AHEAD: tuple[Verdict, ...] = (
    "on_track",
    "slightly_off",
    "off_track",
    "moving_away",
    "small_numbers",
    "cannot_tell",
)
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Overview:
    """Writes the first part."""

    narrator: Narrator
    evaluation: Evaluation
    domains: tuple[DomainFacts, ...]
    numbering: Numbering

    def elements(self) -> list[Element]:
        """Heading, result, figures, directions, goals without figures, table and chart."""
        return [
            Heading(self._say("headings.overview"), 1),
            Paragraph(self._intro()),
            *self._figures(),
            *self._directions(),
            *self._goals(),
            *self._by_domain(),
        ]

    @property
    def _counted(self) -> list[Fact]:
        return [fact for domain in self.domains for fact in domain.counted]

    @property
    def _directional(self) -> list[Fact]:
        return [fact for domain in self.domains for fact in domain.directional]

    def _say(self, key: str, **slots: object) -> str:
        return self.narrator.say(key, **slots)

    def _intro(self) -> str:
        counts, say = self.evaluation.counts, self._say
        slots = {"plan": self.narrator.plan.title, "domains": len(self.domains), "counted": counts.counted}
        text = say("overview.intro", **slots)
        if counts.directional:
            text += say("overview.intro_directional", directional=counts.directional)
        if counts.qualitative:
            text += say("overview.intro_qualitative", qualitative=counts.qualitative)
        text += "。"
        if not counts.counted:
            return text + say("overview.no_counted") + "。"
        if not counts.judged:
            return text + say("overview.no_figures", year=self.narrator.year)
        states = say("result.of", count=counts.counted, parts=self._states())
        missing = say("overview.missing") if counts.no_data else ""
        return text + say("overview.result", year=self.narrator.year, states=states, missing=missing) + "。"

    def _states(self) -> str:
        counts = self.evaluation.counts
        named = (
            ("attained", counts.attained), ("missed", counts.not_attained),
            ("ahead", counts.not_due), ("missing", counts.no_data),
        )  # fmt: skip
        return "，".join(self._say(f"result.{key}", count=count) for key, count in named if count)

    def _figures(self) -> list[Element]:
        counts, say = self.evaluation.counts, self._say
        if not counts.counted:
            return []
        result = self._states() if counts.judged else say("result.none")
        parts = []
        if counts.attained:
            kept = sum(f.judgement.verdict == "maintained" for f in self._counted)
            key = "overview.part_attained_kept" if kept else "overview.part_attained"
            parts.append(say(key, count=counts.attained, kept=kept))
        if counts.not_attained:
            parts.append(say("overview.part_missed", count=counts.not_attained))
        if counts.not_due:
            parts.append(say("overview.part_ahead", count=counts.not_due) + self._ahead())
        if counts.judged:
            text = say(
                "overview.judged", counted=counts.counted, judged=counts.judged, parts="；".join(parts)
            )
        else:
            text = say("overview.judged_none", counted=counts.counted)
        if counts.no_data and counts.judged:
            text += say("overview.unjudged", no_data=counts.no_data)
        withheld = sum(f.status == "confidential" for f in self._counted + self._directional)
        if withheld and self.narrator.options.public:
            text += say("public.overview", count=withheld)
        substituted = sum(f.own is not None for f in self._counted)
        if substituted:
            text += say("overview.substituted", count=substituted)
        few = [f for f in self._counted if f.few and f.has_value]
        if few:
            names = "、".join(f.name for f in few[:_NAMED])
            text += say("overview.few", count=len(few), names=names)
        return [
            Heading(say("headings.overview_figures", result=result), 2),
            Paragraph(text),
            Paragraph(self._rates()),
        ]

    def _ahead(self) -> str:
        found = Counter(f.judgement.verdict for f in self._counted if f.judgement.state == "not_due")
        parts = [self._say(f"verdicts.{v}", count=found[v]) for v in _AHEAD if found[v]]
        if not parts:
            return ""
        projected = any(found[v] for v in _AHEAD[:4])
        return self._say(f"overview.ahead_{'parts' if projected else 'open'}", parts="、".join(parts))

    def _rates(self) -> str:
        """Pattern 30: never a rate without its denominator."""
        counts, rates, say = self.evaluation.counts, self.evaluation.rates, self._say
        if not counts.judged:
            return say("overview.rate_none")
        parts = []
        if rates.of_judged is not None:
            parts.append(say("overview.rate_judged", base=counts.judged, rate=rates.of_judged))
        if rates.of_due is not None:
            parts.append(say("overview.rate_due", base=counts.due, rate=rates.of_due))
        else:
            parts.append(say("overview.rate_due_none"))
        if rates.of_all is not None:
            parts.append(say("overview.rate_all", base=counts.counted, rate=rates.of_all))
        return say("overview.rates_head") + "；".join(parts) + "。" + say("overview.rates_tail")

    def _directions(self) -> list[Element]:
        facts, say = self._directional, self._say
        if not facts:
            return []
        parts = direction_parts(self.narrator, facts)
        result = "，".join(parts[:1]) or say("result.none")
        key = "directional_all" if len(parts) == 1 and len(facts) > 1 else "directional"
        said = parts[0].removesuffix(f"{len(facts)}项") if key == "directional_all" else "，".join(parts)
        text = say(f"overview.{key}", count=len(facts), parts=said)
        return [Heading(say("headings.overview_directions", result=result), 2), Paragraph(text)]

    def _goals(self) -> list[Element]:
        count = self.evaluation.counts.qualitative
        if not count:
            return []
        answers = self_assessments(self.narrator, [d.domain.no for d in self.domains])
        answered = sum(answers.values())
        key = "result.assessed" if answered else "result.not_assessed"
        heading = self._say("headings.overview_goals", result=self._say(key, count=answered))
        return [Heading(heading, 2), Paragraph(assessment_words(self.narrator, count, answers, "overview"))]

    def _by_domain(self) -> list[Element]:
        table, figure = self.numbering.table(), self.numbering.figure()
        text = "；".join(self._notable())
        text = (text + "。" if text else "") + self._say("overview.by_domain", table=table, figure=figure)
        return [Paragraph(text), self._table(table), self._chart(figure)]

    def _notable(self) -> list[str]:
        """Which domain has most of something; only where exactly one has."""
        counts = {d.name: group_counts(d.counted + d.directional) for d in self.domains}
        found: list[str] = []
        named = ""
        for key, group in (("most_attained", "good"), ("most_behind", "behind"), ("most_missing", "missing")):
            place = GROUPS.index(group)
            most = max((c[place] for c in counts.values()), default=0)
            best = [name for name, c in counts.items() if c[place] == most]
            if most > 1 and len(best) == 1:
                again = "_too" if best[0] == named else ""
                found.append(self._say(f"overview.{key}{again}", domain=best[0], count=most))
                named = best[0]
        return found

    def _table(self, label: str) -> Table:
        say = self._say
        group, arrows = say("table.group_counted"), say("table.group_directional")
        columns = (
            Column(say("table.head_domain"), 44, "text"),
            Column(say("table.head_total"), 14, "figure", group),
            Column(say("table.head_attained"), 14, "figure", group),
            Column(say("table.head_missed"), 14, "figure", group),
            Column(say("table.head_ahead"), 14, "figure", group),
            Column(say("table.head_missing"), 14, "figure", group),
            Column(say("table.head_total"), 14, "figure", arrows),
            Column(say("table.head_right_way"), 16, "figure", arrows),
            Column(say("table.head_qualitative"), 12, "figure"),
        )
        rows = [Row(self._row(d.name, (d,))) for d in self.domains]
        rows.append(Row(self._row(say("table.total"), self.domains)))
        notes = [Note(say("table.note_ahead"))]
        if any(d.measures for d in self.domains):
            notes.append(Note(say("table.note_measures")))
        title = say("table.by_domain", year=self.narrator.year)
        return Table(label, title, columns, tuple(rows), say("table.by_domain_unit"), tuple(notes))

    def _row(self, name: str, domains: Sequence[DomainFacts]) -> tuple[str, ...]:
        counts = [d.evaluation.counts for d in domains]
        right = sum(group_of(f) == "good" for d in domains for f in d.directional)
        numbers = (
            sum(c.counted for c in counts), sum(c.attained for c in counts), sum(c.not_attained for c in counts),
            sum(c.not_due for c in counts), sum(c.no_data for c in counts), sum(c.directional for c in counts),
            right, sum(c.qualitative for c in counts),
        )  # fmt: skip
        return (name, *(str(n) for n in numbers))

    def _chart(self, label: str) -> StackedBars:
        say = self._say
        kinds = tuple((say(f"chart.kind_{group}"), fill) for group, fill in zip(GROUPS, FILLS, strict=True))
        bars = tuple(
            BarGroup(d.name, group_counts(d.counted + d.directional), say("chart.no_indicators"))
            for d in self.domains
        )
        title = say("chart.bars", year=self.narrator.year)
        return StackedBars(label, title, kinds, bars, say("chart.items"), say("chart.bars_note"))


def direction_parts(narrator: Narrator, facts: Sequence[Fact]) -> list[str]:
    """↑ ↓ targets by how they move, in words."""
    found = Counter("missing" if group_of(f) == "missing" else f.judgement.verdict for f in facts)
    keys = (
        ("right_way", found["on_track"]), ("mixed", found["slightly_off"] + found["off_track"]),
        ("wrong_way", found["moving_away"]), ("cannot_tell", found["cannot_tell"] + found["small_numbers"]),
        ("missing", found["missing"]),
    )  # fmt: skip
    return [narrator.say(f"result.{key}", count=count) for key, count in keys if count]


def self_assessments(narrator: Narrator, domains: Sequence[int]) -> Counter[str]:
    """The answers given for goals without figures of these domains."""
    answers: Counter[str] = Counter()
    for domain in narrator.plan.domains:
        if domain.no not in domains:
            continue
        for goal in domain.goals:
            key = (narrator.plan.id, f"{domain.no}.{goal.no}", narrator.year)
            given = narrator.snapshot.assessments.get(key)
            if not goal.targets and given is not None and given.answer:
                answers[given.answer] += 1
    return answers


def assessment_words(narrator: Narrator, count: int, answers: Counter[str], where: str) -> str:
    """How many goals without figures were assessed, and how."""
    answered = sum(answers.values())
    if not answered:
        key = "overview.assessed_none" if where == "overview" else "domain.not_assessed"
        return narrator.say(key, count=count)
    parts = [narrator.say(f"overview.{a}", count=answers[a]) for a in ("yes", "partly", "no") if answers[a]]
    words = narrator.say("overview.assessed_parts", parts="、".join(parts))
    return narrator.say(f"{where}.assessed", count=count, answered=answered, parts=words)
