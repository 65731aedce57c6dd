"""The parts of the evaluation reports in words: summary, how it was done, what is due, by year, measures, gaps."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from plandesk.core.annual.domains import DomainPart
from plandesk.core.annual.dossier import Dossier
from plandesk.core.annual.facts import DomainFacts, Fact
from plandesk.core.annual.marks import GROUPS, group_counts
from plandesk.core.annual.numbering import Numbering
from plandesk.core.annual.overview import FILLS, Overview
from plandesk.core.annual.own_texts import TextPart
from plandesk.core.annual.proposals import written
from plandesk.core.annual.tables import target_with_unit
from plandesk.core.annual.wording import value_words
from plandesk.core.findings import Finding
from plandesk.core.papers.dumbbells import progress_chart
from plandesk.core.papers.evaluation_year import Kind, usual_year
from plandesk.core.papers.outlook import Outlook, behind_facts
from plandesk.core.papers.unit_reports import goal_answers, measure_reports
from plandesk.core.report_model import BarGroup, Element, Heading, Paragraph, StackedBars
from plandesk.core.words import Words

_NAMED = 5


@dataclass(frozen=True, slots=True)
class EvaluationParts:
    """Writes the parts about one plan. ``earlier`` are its dossiers of the plan's earlier years, oldest first."""

    one: Dossier
    kind: Kind
    earlier: Sequence[Dossier]
    findings: Sequence[Finding]
    numbering: Numbering
    units: tuple[str, str]

    @property
    def _words(self) -> Words:
        return self.one.narrator.words

    def _say(self, key: str, **slots: object) -> str:
        return self._words.say(f"papers.evaluation.{key}", **slots)

    @property
    def _year(self) -> int:
        return self.one.narrator.year

    # --- 摘要 -------------------------------------------------------------------------------------------------------

    def summary(self) -> list[Element]:
        """Half a page: what is due and attained, on the way, behind, without data; the best and the worst."""
        counts = self.one.evaluation.counts
        texts = [self._say("summary_scope", plan=self.one.plan.title, domains=len(self.one.domains), counted=counts.counted,
                           directional=counts.directional, qualitative=counts.qualitative)]  # fmt: skip
        if counts.judged:
            texts.append(self._say("summary_due", year=self._year, due=self._due()) + self._all())
        else:
            texts.append(self._words.say("report.overview.no_figures", year=self._year))
        missed, gaps = self._missed(), self._gaps()
        if missed:
            texts.append(self._say("summary_missed", count=len(missed), names=self._with_targets(missed)))
        if gaps:
            texts.append(
                self._say("summary_gaps", count=len(gaps), names=self._first([o.last for o in gaps]))
            )
        missing = self._missing()
        if missing:
            texts.append(self._say("summary_missing", count=len(missing), names=self._first(missing)))
        return [Paragraph(text) for text in texts]

    def _due(self) -> str:
        """口径二: of those due, how many are attained."""
        counts, rate = self.one.evaluation.counts, self.one.evaluation.rates.of_due
        if not counts.due:
            return self._say("due_none")
        if not counts.judged:
            return self._say("due_unjudged", due=counts.due)
        return self._say("due", due=counts.due, attained=counts.due_attained, rate=rate)

    def _all(self) -> str:
        counts, rates = self.one.evaluation.counts, self.one.evaluation.rates
        found = Counter(f.judgement.verdict for f in self._counted if f.judgement.state == "not_due")
        parts = [self._words.say("report.result.attained", count=counts.attained)]
        if counts.not_attained:
            parts.append(self._words.say("report.result.missed", count=counts.not_attained))
        parts += [
            self._words.say(f"report.verdicts.{v}", count=found[v])
            for v in ("on_track", "slightly_off", "off_track", "moving_away", "small_numbers", "cannot_tell") if found[v]
        ]  # fmt: skip
        if counts.no_data:
            parts.append(self._words.say("report.result.missing", count=counts.no_data))
        return self._say("all", counted=counts.counted, parts="，".join(parts), judged=counts.judged,
                         of_judged=rates.of_judged, of_all=rates.of_all)  # fmt: skip

    @property
    def _counted(self) -> list[Fact]:
        return [f for d in self.one.domains for f in d.counted]

    def _missed(self) -> list[Fact]:
        """Counted targets that are due and not attained."""
        return [f for f in self._counted if f.judgement.state == "not_attained"]

    def _gaps(self) -> list[Outlook]:
        """What is behind on the way to the last stage without being missed already; nothing in the last year."""
        missed = {f.code for f in self._missed()}
        return [o for o in self._behind() if o.fact.code not in missed]

    def _behind(self) -> list[Outlook]:
        """What is behind; in the last year nothing that is attained: a warning of what may come is over."""
        found = behind_facts(self.one)
        return found if self.kind == "midterm" else [o for o in found if not o.fact.judgement.attained]

    def _missing(self) -> list[Fact]:
        return list({f.code: f for f in self.one.judged if f.lacks_source}.values())

    def _with_targets(self, facts: Sequence[Fact]) -> str:
        shown = [
            self._say("with_target", name=f.name, value=value_words(f.shown, f.indicator),
                      target=target_with_unit(f, self.one.narrator))
            for f in (facts if len(facts) <= _NAMED + 1 else facts[:_NAMED])
        ]  # fmt: skip
        return "、".join(shown) + (self._say("more") if len(facts) > len(shown) else "")

    def _first(self, facts: Sequence[Fact]) -> str:
        """The names behind a count that has been given: all, or the first and 等; nobody leaves out a single one."""
        names = list(dict.fromkeys(f.name for f in facts))
        if len(names) <= _NAMED + 1:
            return "、".join(names)
        return "、".join(names[:_NAMED]) + self._say("more")

    # --- 一、评估工作 -------------------------------------------------------------------------------------------------

    def work(self) -> list[Element]:
        """What was evaluated on what basis; the clerk's own words where she wrote some."""
        heading = Heading(self._say("work"), 1)
        part: TextPart = "midterm_work" if self.kind == "midterm" else "final_work"
        return [heading, *written(self.one.narrator, part, self.work_draft())]

    def work_draft(self) -> list[str]:
        """The paragraphs of 一、评估工作 as they are drafted."""
        return list(self._work())

    def _work(self) -> Iterator[str]:
        plan, statistics, office = self.one.plan, *self.units
        name = self._words.say(f"papers.{self.kind}.short")
        yield self._say("work_basis", plan=plan.title, first=plan.period[0], year=self._year, name=name, office=office,
                        statistics=statistics)  # fmt: skip
        if self._year != usual_year(plan, self.kind):
            yield self._say("work_year", usual=usual_year(plan, self.kind), year=self._year, name=name)
        facts = self.one.judged
        codes, filled = {f.code for f in facts}, {f.code for f in facts if f.has_value}
        reporters = {f.indicator.reporter for f in facts}
        text = self._say(
            "work_data" if filled else "work_data_none",
            count=len(codes),
            units=len(reporters),
            filled=len(filled),
            year=self._year,
        )
        about = [f for f in self.findings if f.indicator in codes and f.severity != "note"]
        if about:
            errors = sum(f.severity == "error" for f in about)
            explained = sum(f.severity == "warning" and not f.open for f in about)
            text += self._say(
                "work_findings", errors=errors, warnings=len(about) - errors, explained=explained
            )
        yield text
        yield self._say("work_method")

    # --- 二、总体实现情况 ---------------------------------------------------------------------------------------------

    def overall(self) -> list[Element]:
        """The annual report's overview under its own heading, then what is due, then the years beside each other."""
        overview = Overview(self.one.narrator, self.one.evaluation, self.one.domains, self.numbering)
        found = overview.elements()[1:]
        if self.kind == "final":  # nothing is to come: no fill for what may still be reached
            found = [_without_unused(e) if isinstance(e, StackedBars) else e for e in found]
        return [Heading(self._say("overall"), 1), *self._at_stage(), *found, *self._by_year()]

    def _at_stage(self) -> list[Element]:
        counts = self.one.evaluation.counts
        text = self._due() + "。"
        missed = self._missed()
        if missed:
            text += self._say("due_missed", names=self._with_targets(missed))
        lacking = [
            f for f in self._counted if f.target.stage_year <= self._year and f.judgement.state == "no_data"
        ]
        for key, some in (("due_missing", False), ("due_unbased", True)):
            found = [f for f in lacking if f.has_value is some]
            if found:
                text += self._say(key, count=len(found), names=self._first(found))
        return [Paragraph(self._say("at_stage", year=self._year) + text)] if counts.counted else []

    def _by_year(self) -> list[Element]:
        """One bar per year of the plan with the verdicts of that year."""
        years = [*self.earlier, self.one]
        if len(years) < 2:
            return []
        label = self.numbering.figure()
        kinds = tuple(
            (self._words.say(f"report.chart.kind_{group}"), fill)
            for group, fill in zip(GROUPS, FILLS, strict=True)
        )
        bars = tuple(
            BarGroup(
                self._words.say("report.table.head_year", year=d.narrator.year),
                group_counts([f for domain in d.domains for f in domain.counted + domain.directional]),
            )
            for d in years
        )
        title = self._say("by_year", first=years[0].narrator.year, last=self._year)
        chart = StackedBars(
            label, title, kinds, bars, self._words.say("report.chart.items"), self._say("by_year_note")
        )
        return [Paragraph(self._say("by_year_text", figure=label)), chart]

    # --- 三、各领域 -------------------------------------------------------------------------------------------------

    def domains(self) -> list[Element]:
        """Each domain: its targets, what the units report on its measures and goals, its gaps."""
        part = DomainPart(self.one.narrator, self.one.domains, self.one.projects, self.numbering)
        found: list[Element] = [Heading(self._say("domains"), 1)]
        for domain in self.one.domains:
            heading, *rest = part.of_domain(domain, headed=False)
            rest = self._with_progress(rest, domain)
            found += [heading, self._sub(1, "targets"), *rest, *self._measures(domain), *self._gap(domain)]
        if self.one.projects:
            found += part.of_projects()
        return found

    def _with_progress(self, told: Sequence[Element], domain: DomainFacts) -> list[Element]:
        """``told`` with a chart of where the domain's targets began, stand and have to come to, and a word about it."""
        title = self._words.say("papers.dumbbells.progress", domain=domain.name)
        chart = progress_chart(self.numbering.figure, title, domain.goals, self._words)
        found = list(told)
        texts = [k for k, element in enumerate(found) if isinstance(element, Paragraph)]
        if chart is None or not texts:
            return found
        last = found[texts[-1]]
        assert isinstance(last, Paragraph)
        see = self._words.say("papers.dumbbells.see_progress", figure=chart.label)
        found[texts[-1]] = replace(last, text=last.text + see)
        return [*found, chart]

    def _sub(self, number: int, key: str) -> Heading:
        return Heading(f"{number}．{self._say(key)}", 3, in_contents=False)

    def _measures(self, domain: DomainFacts) -> list[Element]:
        """What the units reported, in their own words and named; else that they did not."""
        years = range(self.one.plan.period[0], self._year + 1)
        reports = measure_reports(self.one, domain.domain, years)
        answers = goal_answers(self.one, domain.domain)
        found: list[Element] = [self._sub(2, "measures")]
        count = len(domain.domain.measures)
        if reports:
            measures = len({r.measure for r in reports})
            found.append(Paragraph(self._say("measures_intro", count=count, reported=measures)))
            for report in reports:
                slots = {"title": report.title, "unit": report.unit, "year": report.year, "text": report.text}
                found.append(Paragraph(self._say("measure_report", **slots)))
        else:
            found.append(
                Paragraph(self._say("measures_none", count=count) if count else self._say("no_measures"))
            )
        for answer in answers:
            word = self._say(f"answer_{answer.answer}")
            evidence = self._say("answer_evidence", text=answer.evidence) if answer.evidence else ""
            found.append(
                Paragraph(
                    self._say("goal_answer", no=answer.no, goal=answer.summary, word=word) + evidence + "。"
                )
            )
        return found

    def _gap(self, domain: DomainFacts) -> list[Element]:
        facts = domain.all()
        if not facts:  # its first paragraph has said that nothing can be measured
            return []
        behind = [o for o in self._behind() if o.fact in facts]
        missing = list({f.code: f for f in facts if f.lacks_source}.values())
        texts = [self._gap_of(o) for o in behind[:_NAMED]]
        if len(behind) > _NAMED:
            texts.append(self._say("gap_more", names=_names([o.fact for o in behind[_NAMED:]])))
        if missing:
            texts.append(self._say("gap_missing", count=len(missing), names=self._first(missing)))
        if not texts:
            texts = [self._say("gap_none")]
        return [self._sub(3, "gaps"), Paragraph("".join(texts))]

    def _gap_of(self, outlook: Outlook) -> str:
        """Where it stands against its last target, and what is needed per year."""
        fact, narrator = outlook.last, self.one.narrator
        text = self._say(
            f"gap_{self._kind_of_gap(outlook)}", name=fact.name, value=value_words(fact.shown, fact.indicator),
            word=outlook.fact.judgement.word, target=target_with_unit(fact, narrator),
            due=outlook.fact.target.stage_year, last=fact.target.stage_year,
        )  # fmt: skip
        need = narrator.needed(fact)
        if need is not None:
            text += self._say("gap_need", stage=fact.target.stage_year, verb=need.verb, need=need.amount)
        return text + "。"

    @staticmethod
    def _kind_of_gap(outlook: Outlook) -> str:
        """Too few years to judge say only that the target is not reached; a direction is no figure to reach."""
        if outlook.fact.judgement.attained:
            return "warned" if outlook.last.judgement.attained else "ahead"
        if outlook.fact.judgement.state == "no_data":
            return "unbased"
        if outlook.fact.judgement.verdict == "cannot_tell" and outlook.ahead:
            return "open"
        return "direction" if outlook.fact.target.directional else "judged"


def _without_unused(chart: StackedBars) -> StackedBars:
    """The chart without the kinds that no bar has."""
    used = [k for k in range(len(chart.kinds)) if any(bar.counts[k] for bar in chart.bars)]
    bars = tuple(replace(bar, counts=tuple(bar.counts[k] for k in used)) for bar in chart.bars)
    return replace(chart, kinds=tuple(chart.kinds[k] for k in used), bars=bars)


def _names(facts: Sequence[Fact]) -> str:
    unique = list(dict.fromkeys(f.name for f in facts))
    return "、".join(unique[:_NAMED]) + (f"等{len(unique)}项" if len(unique) > _NAMED else "")
