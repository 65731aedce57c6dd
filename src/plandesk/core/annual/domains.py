"""二、各领域监测情况: per domain its conclusion first, then what is worth saying, its table, a chart where one helps."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from plandesk.core.annual.facts import DomainFacts, Fact
from plandesk.core.annual.marks import group_of
from plandesk.core.annual.narrator import Narrator
from plandesk.core.annual.numbering import Numbering, chinese
from plandesk.core.annual.overview import assessment_words, direction_parts, self_assessments
from plandesk.core.annual.stories import ATTAINED, SLIGHT, Story, news, stories, worth_a_chart
from plandesk.core.annual.tables import domain_table
from plandesk.core.annual.wording import value_words
from plandesk.core.figures import possible
from plandesk.core.quantity import canonical
from plandesk.core.report_model import Charts, Element, Heading, LineChart, Paragraph, Series

_TOLD_WITH_HEADINGS = 5
_TOLD = 3
_SENTENCES = 3  # per paragraph


@dataclass(frozen=True, slots=True)
class DomainPart:
    """Writes the second part."""

    narrator: Narrator
    domains: tuple[DomainFacts, ...]
    projects: tuple[Fact, ...]
    numbering: Numbering

    def elements(self) -> list[Element]:
        """The heading and every domain in order; projects with figures last."""
        found: list[Element] = [Heading(self._say("headings.domains"), 1)]
        most = max(self.domains, key=lambda d: news(d.all()), default=None)
        for domain in self.domains:
            found += self.of_domain(domain, headed=domain is most and news(domain.all()) > 1)
        if self.projects:
            found += self.of_projects()
        return found

    def _say(self, key: str, **slots: object) -> str:
        return self.narrator.say(key, **slots)

    def _all(self, count: int) -> str:
        """均 where there is more than one."""
        return self._say("domain.all") if count > 1 else ""

    def of_domain(self, domain: DomainFacts, *, headed: bool) -> list[Element]:
        """One domain: heading, conclusion, stories (under headings of their own where ``headed``), chart, table."""
        heading = Heading(f"（{chinese(domain.domain.no)}）{domain.name}", 2)
        facts = domain.all()
        if not facts:
            return [heading, Paragraph(self._without_indicators(domain))]
        shown = [f for f in facts if f.has_value]
        if not shown:
            count = len({f.code for f in facts})
            text = self._say(
                "domain.nothing",
                count=count,
                all=self._all(count),
                year=self.narrator.year,
                annex=self.narrator.annex_missing,
            )
            return [heading, Paragraph(text + self._assessed(domain))]
        label = self.numbering.table()
        told = stories(facts, self.narrator)
        # a heading says a result: what has none yet is left to the table
        told = [s for s in told if s.rank <= ATTAINED][:_TOLD_WITH_HEADINGS] if headed else _chosen(told)
        charts = self._charts([f for story in told for f in story.facts])
        see = self._say("domain.see_table", table=label)
        opening = self._conclusion(domain) + self._assessed(domain)
        if headed:
            body: list[Element] = [Paragraph(opening + see), *self._headed(told, charts)]
        else:
            body = self._plain(opening, told, see, charts)
        title = self._say("table.domain", year=self.narrator.year, domain=domain.name)
        return [
            heading,
            *body,
            *([charts] if charts else []),
            domain_table(domain.listed(), self.narrator, label, title),
        ]

    def _without_indicators(self, domain: DomainFacts) -> str:
        return self._say("domain.none", assessment=self._assessed(domain))

    def _assessed(self, domain: DomainFacts) -> str:
        count = domain.evaluation.counts.qualitative
        if not count:
            return ""
        answers = self_assessments(self.narrator, [domain.domain.no])
        return assessment_words(self.narrator, count, answers, "domain")

    def _conclusion(self, domain: DomainFacts) -> str:
        """The first sentence: what became of the domain's targets."""
        counts, say = domain.evaluation.counts, self._say
        parts = []
        if counts.counted:
            if counts.attained == counts.counted:
                last = "_last" if self.narrator.year >= self.narrator.plan.period[1] else ""
                parts.append(
                    say(f"domain.all_attained{last}", count=counts.counted, all=self._all(counts.counted))
                )
            elif counts.no_data == counts.counted:
                parts.append(say("domain.only_missing", count=counts.counted, all=self._all(counts.counted)))
            else:
                parts.append(self._counted(domain))
        if domain.directional:
            parts.append(self._directions(domain.directional))
        if domain.measures:
            words = "，".join(_measure_parts(domain.measures, self.narrator))
            if len(domain.measures) == 1:
                parts.append(say("domain.measures_one", state=words.removesuffix("1项")))
            else:
                parts.append(say("domain.measures", count=len(domain.measures), parts=words))
        return "；".join(parts) + "。" if parts else ""

    def _counted(self, domain: DomainFacts) -> str:
        """How many of the domain's targets are attained; said in turns from domain to domain."""
        count, states = domain.evaluation.counts.counted, self._states(domain)
        if count == 1:
            return self._say("domain.counted_one", state=states.removesuffix("1项"))
        letter = "abc"[domain.domain.no % 3]
        return self._say(f"domain.counted.{letter}", count=count, parts=states)

    def _states(self, domain: DomainFacts) -> str:
        counts = domain.evaluation.counts
        named = (
            ("attained", counts.attained), ("missed", counts.not_attained),
            ("ahead", counts.not_due), ("missing", counts.no_data),
        )  # fmt: skip
        return "，".join(self._say(f"result.{key}", count=count) for key, count in named if count)

    def _directions(self, facts: Sequence[Fact]) -> str:
        groups = Counter(group_of(f) for f in facts)
        if groups["good"] == len(facts):
            return self._say("domain.right_way_all", count=len(facts), all=self._all(len(facts)))
        if groups["missing"] == len(facts):
            return self._say("domain.directional_missing", count=len(facts), all=self._all(len(facts)))
        parts = "，".join(direction_parts(self.narrator, facts))
        if len(facts) == 1:
            return self._say("domain.directional_one", state=parts.removesuffix("1项"))
        return self._say("domain.directional", count=len(facts), parts=parts)

    def _headed(self, told: Sequence[Story], charts: Charts | None) -> list[Element]:
        """The domain with most news: each story under a heading that says its result."""
        found: list[Element] = []
        for number, story in enumerate(told, 1):
            found.append(Heading(f"{number}．{story.heading}", 3, in_contents=False))
            text = "".join(story.sentences[:_SENTENCES])
            found.append(Paragraph(_pointing(text, story, charts, self.narrator)))
        return found

    def _plain(self, opening: str, told: Sequence[Story], see: str, charts: Charts | None) -> list[Element]:
        """Conclusion and the first stories: the pressing ones with both sentences, the others with one."""
        texts = [_pointing("".join(s.sentences[:2]), s, charts, self.narrator) for s in told]
        if len(texts) <= 1:
            return [Paragraph(opening + "".join(texts) + see)]
        return [Paragraph(opening + see), Paragraph("".join(texts))]

    def _charts(self, facts: Sequence[Fact]) -> Charts | None:
        """At most two lines side by side, of what is behind."""
        chosen = [f for f in facts if worth_a_chart(f)][:2]
        if not chosen:
            return None
        charts = tuple(line_chart(f, self.narrator, self.numbering.figure()) for f in chosen)
        return Charts(charts, self._chart_note(chosen))

    def _chart_note(self, facts: Sequence[Fact]) -> str:
        parts = []
        if any(line_chart(f, self.narrator, "").target is not None for f in facts):
            parts.append(self._say("chart.note_target"))
        if any(line_chart(f, self.narrator, "").series[0].forecast for f in facts):
            parts.append(self._say("chart.note_forecast"))
        if any(f.breaks or _gaps(f) for f in facts):
            parts.append(self._say("chart.note_break"))
        parts.append(self._say("chart.note_axis"))
        return self._say("furniture.notes") + "；".join(parts) + "。"

    def of_projects(self) -> list[Element]:
        """实事项目 with figures, as one more section."""
        say, facts = self._say, self.projects
        heading = Heading(f"（{chinese(len(self.domains) + 1)}）{say('headings.projects')}", 2)
        parts = "，".join(_measure_parts(facts, self.narrator))
        text = say("domain.projects_intro", count=len(facts), parts=parts)
        if not any(f.has_value for f in facts):
            return [heading, Paragraph(text)]
        label = self.numbering.table()
        title = say("table.projects", year=self.narrator.year)
        text += say("domain.see_table", table=label)
        return [heading, Paragraph(text), domain_table(facts, self.narrator, label, title)]


def _chosen(told: Sequence[Story]) -> list[Story]:
    """The stories of a domain without headings: the pressing ones, then calm ones."""
    pressing = [s for s in told if s.rank <= SLIGHT][:_TOLD]
    calm = [s for s in told if s not in pressing and s.rank <= ATTAINED]
    return pressing + calm[: _TOLD - len(pressing)]


def _measure_parts(facts: Sequence[Fact], narrator: Narrator) -> list[str]:
    states = Counter(f.judgement.state for f in facts)
    open_ones = sum(f.judgement.state is None and f.has_value for f in facts)
    missing = states["no_data"] + sum(f.judgement.state is None and not f.has_value for f in facts)
    named = (
        ("attained", states["attained"]), ("missed", states["not_attained"]), ("ahead", states["not_due"]),
        ("cannot_tell", open_ones), ("missing", missing),
    )  # fmt: skip
    return [narrator.say(f"result.{key}", count=count) for key, count in named if count]


def _pointing(text: str, story: Story, charts: Charts | None, narrator: Narrator) -> str:
    """The text with （见图N） before its first full stop, where the story's fact has a chart."""
    if charts is None:
        return text
    for chart in charts.charts:
        if any(chart.series[0].name == f.name for f in story.facts):
            first, stop, rest = text.partition("。")
            return first + narrator.say("domain.see_figure", figure=chart.label) + stop + rest
    return text


def line_chart(fact: Fact, narrator: Narrator, label: str) -> LineChart:
    """The fact's figures by year, its target as a line, the forecast dotted to the stage year."""
    judgement, target, indicator = fact.judgement, fact.target, fact.indicator
    level = (
        target.value
        if target.relative is None and target.op != "between" and not target.directional
        else None
    )
    forecast = None
    if (
        judgement.forecast is not None
        and target.stage_year > fact.year
        and not judgement.attained
        and level is not None
        and possible(Decimal(judgement.forecast), indicator)
    ):
        words = narrator.say("chart.forecast", value=judgement.forecast)
        forecast = (target.stage_year, type(fact.value)(judgement.forecast), words)
    value = value_words(canonical(level), indicator) if level is not None else ""
    return LineChart(
        label,
        narrator.say("chart.lines", name=fact.name),
        indicator.unit,
        (Series(fact.name, fact.series, fact.breaks, forecast),),
        indicator.decimals,
        level,
        narrator.say("chart.target", year=target.stage_year, value=value) if level is not None else "",
        target.stage_year if forecast else None,
    )


def _gaps(fact: Fact) -> bool:
    years = [year for year, _ in fact.series]
    return years != list(range(years[0], years[-1] + 1))
