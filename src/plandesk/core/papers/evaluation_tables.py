"""The tables of the evaluation reports: verdicts and outlook, what is behind, what was lost again, what goes on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from plandesk.core.annual.dossier import Dossier
from plandesk.core.annual.facts import DomainFacts, Fact
from plandesk.core.annual.marks import verdict_cell
from plandesk.core.annual.numbering import chinese
from plandesk.core.annual.tables import benchmark_notes, sign_legend, target_cell
from plandesk.core.annual.wording import cell_text
from plandesk.core.figures import possible
from plandesk.core.papers.outlook import (
    Outlook,
    base_change,
    base_figure,
    first_met,
    lost_years,
    needed_change,
    outlooks,
    yearly_change,
)
from plandesk.core.papers.paper import named
from plandesk.core.report_model import Band, Column, Note, Row, Table

_TURNED = 225.0


@dataclass(frozen=True, slots=True)
class EvaluationTables:
    """Makes the tables of one plan; ``middle`` is the plan's middle year (final report)."""

    one: Dossier
    middle: int

    @property
    def year(self) -> int:
        """The year of the evaluation."""
        return self.one.narrator.year

    @property
    def base(self) -> int:
        """The year before the plan."""
        return self.one.plan.period[0] - 1

    def _say(self, key: str, **slots: object) -> str:
        return self.one.narrator.words.say(f"papers.evaluation.{key}", **slots)

    def _head(self, key: str, **slots: object) -> str:
        return self.one.narrator.words.say(f"report.table.{key}", **slots)

    # --- the whole plan ---------------------------------------------------------------------------------------------

    def midterm(self, label: str) -> Table:
        """Every indicator: base year, now, the stage that is due with its verdict, the last stage with the outlook."""
        every = list(outlooks(self.one, self.one.facts))
        due = any(o.due for o in every)
        stage = self._say("group_due", year=self.year)
        last = self.one.plan.period[1]
        ahead = self._say("group_ahead", year=last)
        columns = [
            Column(self._head("head_year", year=self.base), 13, "figure", self._head("group_years")),
            Column(self._head("head_year", year=self.year), 13, "figure", self._head("group_years")),
            Column(self._say("head_base_change"), 13, "figure"),
            *((Column(self._say("head_target"), 15, "centre", stage), Column(self._say("head_verdict"), 21, "mark", stage))
              if due else ()),
            Column(self._say("head_target"), 16, "centre", ahead),
            Column(self._say("head_forecast"), 14, "figure", ahead),
            Column(self._say("head_outlook"), 21, "mark", ahead),
        ]  # fmt: skip

        def cells(outlook: Outlook) -> tuple[str, ...]:
            fact, final = outlook.fact, outlook.last
            at_stage = (
                (target_cell(fact, self.one.narrator).rstrip("*"), self._verdict(fact))
                if outlook.due
                else ("—", "—")
            )
            goal = (target_cell(final, self.one.narrator).rstrip("*"), _forecast(final), self._outlook(final))
            return (
                base_figure(fact, self.base), fact.at(self.year), base_change(fact, self.base),
                *(at_stage if due else ()), *(goal if outlook.ahead else ("—", "—", "—")),
            )  # fmt: skip

        title = self._say("table_midterm", plan=self.one.plan.title, year=self.year, last=last)
        return self._full(label, title, columns, cells)

    def final(self, label: str) -> Table:
        """Every indicator: base year, middle year, last year, target, final verdict, since when it is met."""
        group = self._head("group_years")
        columns = [
            Column(self._head("head_target"), 17),
            Column(self._head("head_year", year=self.base), 14, "figure", group),
            Column(self._head("head_year", year=self.middle), 14, "figure", group),
            Column(self._head("head_year", year=self.year), 14, "figure", group),
            Column(self._say("head_base_change"), 14, "figure"),
            Column(self._say("head_final"), 22, "mark"),
            Column(self._say("head_since"), 15),
        ]

        def cells(outlook: Outlook) -> tuple[str, ...]:
            fact = outlook.fact
            since = first_met(fact)
            return (
                target_cell(fact, self.one.narrator).rstrip("*"), base_figure(fact, self.base), fact.at(self.middle),
                fact.at(self.year), base_change(fact, self.base), self._verdict(fact),
                self._head("head_year", year=since) if since is not None else "—",
            )  # fmt: skip

        return self._full(
            label, self._say("table_final", plan=self.one.plan.title, year=self.year), columns, cells
        )

    def _full(
        self, label: str, title: str, inner: Sequence[Column], cells: Callable[[Outlook], tuple[str, ...]]
    ) -> Table:
        """A turned table of every indicator, domain by domain."""
        rest = _TURNED - 8 - 13 - sum(c.width for c in inner)
        unit = min(34.0, rest * 0.36)
        columns = (
            Column(self._head("head_order"), 8),
            Column(self._head("head_indicator"), rest - unit, "text"),
            Column(self._head("head_unit"), 13),
            *inner,
            Column(self._head("head_reporter"), unit, "text"),
        )
        lines: list[Row | Band] = []
        number = 0
        for band, facts in self._sections():
            lines.append(Band(band))
            for outlook in outlooks(self.one, facts):
                fact, number = outlook.fact, number + 1
                row = (str(number), fact.name, fact.indicator.unit, *cells(outlook), fact.indicator.reporter)
                lines.append(Row(row))
        every = self.one.facts
        ahead = any(c.head == self._say("head_forecast") for c in inner)
        notes = [Note(self._say("note_change") + (self._say("note_forecast") if ahead else ""))]
        few = list(dict.fromkeys(f.name for f in every if f.few and f.has_value))
        if few:
            notes.append(Note(self._head("note_few", names="、".join(few))))
        notes += benchmark_notes([f for f in every if not f.reference], self.one.narrator)
        return Table(
            label, title, columns, tuple(lines), notes=tuple(notes), small=True,
            legend=sign_legend(lines, self.one.narrator.say),
        )  # fmt: skip

    def _sections(self) -> list[tuple[str, tuple[Fact, ...]]]:
        found: list[tuple[str, tuple[Fact, ...]]] = []
        for domain in self.one.domains:
            order = chinese(domain.domain.no)
            if not domain.all():
                found.append((self._head("band_empty", number=order, domain=domain.name), ()))
            for facts, key in _parts(domain):
                if facts:
                    found.append((self._head(key, number=order, domain=domain.name), facts))
        if self.one.projects:
            found.append((self._head("band_full_projects"), self.one.projects))
        return found

    # --- lists ------------------------------------------------------------------------------------------------------

    def behind(self, label: str, found: Sequence[Outlook]) -> Table:
        """What is missed or behind: where it stands, what it moved by, what is needed per year, where it leads."""
        last = self.one.plan.period[1]
        columns = (
            Column(self._head("head_order"), 8),
            Column(self._head("head_indicator"), 50, "text"),
            Column(self._head("head_unit"), 13),
            Column(self._head("head_target"), 18),
            Column(self._say("head_stage"), 14),
            Column(self._head("head_year", year=self.year), 15, "figure"),
            Column(self._say("head_was"), 17, "figure"),
            Column(self._say("head_need"), 17, "figure"),
            Column(self._say("head_forecast"), 15, "figure"),
            Column(self._head("head_full_verdict"), 22, "mark"),
            Column(self._head("head_reporter"), 36, "text"),
        )
        rows = tuple(Row((str(k), *self._behind_cells(o))) for k, o in enumerate(found, 1))
        title = self._say("table_behind", year=self.year, last=last)
        notes = (Note(self._say("note_behind")), *benchmark_notes([o.last for o in found], self.one.narrator))
        return Table(label, title, columns, rows, notes=notes, small=True)

    def _behind_cells(self, outlook: Outlook) -> tuple[str, ...]:
        fact = outlook.last
        return (
            fact.name, fact.indicator.unit, target_cell(fact, self.one.narrator).rstrip("*"),
            self._head("head_year", year=fact.target.stage_year), fact.at(self.year), yearly_change(fact),
            needed_change(outlook), _forecast(fact), self._verdict(fact), fact.indicator.reporter,
        )  # fmt: skip

    def lost(self, label: str, found: Sequence[Fact]) -> Table:
        """得而复失: met in an earlier year, not now."""
        columns = (
            Column(self._head("head_order"), 10),
            Column(self._head("head_indicator"), 44, "text"),
            Column(self._head("head_target"), 18),
            Column(self._say("head_met"), 32),
            Column(self._head("head_year", year=self.year), 18, "figure"),
            Column(self._head("head_reporter"), 34, "text"),
        )
        rows = tuple(
            Row((
                str(k), named(f.name, f.indicator.unit), target_cell(f, self.one.narrator).rstrip("*"),
                "、".join(str(y) for y in lost_years(f)), f.at(self.year), f.indicator.reporter,
            ))
            for k, f in enumerate(found, 1)
        )  # fmt: skip
        return Table(label, self._say("table_lost", year=self.year), columns, rows)

    def onward(self, label: str, found: Sequence[Fact]) -> Table:
        """What the next plan has to look at: not attained, moving away, without data."""
        columns = (
            Column(self._head("head_order"), 10),
            Column(self._head("head_indicator"), 46, "text"),
            Column(self._head("head_target"), 18),
            Column(self._head("head_year", year=self.year), 16, "figure"),
            Column(self._say("head_final"), 26, "mark"),
            Column(self._head("head_reporter"), 40, "text"),
        )
        rows = tuple(
            Row((
                str(k), named(f.name, f.indicator.unit), target_cell(f, self.one.narrator).rstrip("*"),
                f.at(self.year), self._verdict(f), f.indicator.reporter,
            ))
            for k, f in enumerate(found, 1)
        )  # fmt: skip
        notes = tuple(benchmark_notes(found, self.one.narrator))
        return Table(label, self._say("table_onward"), columns, rows, notes=notes)

    def _verdict(self, fact: Fact) -> str:
        return verdict_cell(fact, self.one.narrator.words)

    def _outlook(self, fact: Fact) -> str:
        """The verdict at the last stage; a figure without a verdict in words says so by a dash."""
        return self._verdict(fact)


def _forecast(fact: Fact) -> str:
    forecast = fact.judgement.forecast
    if forecast is None or fact.target.stage_year <= fact.year or fact.few or fact.target.directional:
        return "—"
    # the straight line may have left what the indicator can be
    return cell_text(forecast) if possible(Decimal(forecast), fact.indicator) else "—"


def _parts(domain: DomainFacts) -> tuple[tuple[tuple[Fact, ...], str], ...]:
    return (
        (domain.with_references(domain.goals), "band_domain"),
        (domain.with_references(domain.measures), "band_full_measures"),
    )
