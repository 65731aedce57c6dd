"""统计资料汇编: all figures of all years by domain, with breakdowns, notes on rounding and signs, definitions."""

from collections.abc import Sequence

from plandesk.core.annual.closing import definitions, sign_words, whole_of
from plandesk.core.annual.dossier import Dossier, dossiers
from plandesk.core.annual.furnishing import cover, furniture, report_units
from plandesk.core.annual.numbering import Numbering, chinese
from plandesk.core.annual.options import USUAL, ReportOptions
from plandesk.core.entry_sheet import domain_sheet
from plandesk.core.findings import Finding
from plandesk.core.indicator import Indicator
from plandesk.core.judging import Evaluation
from plandesk.core.papers.paper import plan_band
from plandesk.core.papers.yearly_tables import MOST_YEARS, YearlyTables
from plandesk.core.plan import Domain, Plan
from plandesk.core.records import CellKey
from plandesk.core.report_model import Chapter, Element, Heading, Paragraph, Report
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words


def compendium(
    snapshot: Snapshot,
    evaluations: Sequence[Evaluation],
    findings: Sequence[Finding],
    words: Words,
    *,
    month: str,
    options: ReportOptions = USUAL,
) -> Report:
    """The tables of the evaluated plans up to their year. Raises ValueError without an evaluation.

    Figures of the year with an open error are left out and named.
    """
    files = dossiers(snapshot, evaluations, words, options)
    plans = [one.plan for one in files]
    years = years_shown(snapshot, plans, evaluations[0].year)
    faulty = {CellKey(f.indicator, f.year, f.cell) for f in findings if f.severity == "error"}
    tables = YearlyTables(snapshot, words, years, faulty, Numbering())
    chapters = _chapters(files, snapshot, words, tables)
    units = report_units(snapshot, words)
    title = _title(plans, years, words)
    return Report(
        title=title,
        author=units[0],
        subject=words.say("report.subject"),
        keywords=words.say("papers.keywords"),
        cover=cover(plans, words.say("papers.compendium.name"), words, snapshot, units[:1], month),
        furniture=furniture(plans, words, snapshot),
        chapters=tuple(chapters),
        front=tuple(_front(files, snapshot, words, tables)),
    )


def years_shown(snapshot: Snapshot, plans: Sequence[Plan], year: int) -> tuple[int, ...]:
    """From the year before the plans (where anything is known of it) to ``year``, at most eleven."""
    first = min(plan.period[0] for plan in plans)
    codes = {placed.target.indicator for plan in plans for placed in plan.placed_targets()}
    known = any(key.year == first - 1 and key.indicator in codes for key in snapshot.observations)
    return tuple(range(min(first - known, year), year + 1))[-MOST_YEARS:]


def _title(plans: Sequence[Plan], years: Sequence[int], words: Words) -> str:
    key = "title" if len(plans) == 1 else "title_both"
    slots = {"plan": plans[0].title, "region": plans[0].region.name, "first": years[0], "last": years[-1]}
    return words.say(f"papers.compendium.{key}", **slots)


def _chapters(
    files: Sequence[Dossier], snapshot: Snapshot, words: Words, tables: YearlyTables
) -> list[Chapter]:
    every = [i for one in files for d in one.plan.domains for i in domain_indicators(snapshot, one.plan, d)]
    chapters: list[Chapter] = []
    general = tables.general(list({i.code: i for i in every}.values()))
    number = 0
    if general is not None:
        number += 1
        heading = Heading(words.say("papers.compendium.general", number=chinese(number)), 1)
        chapters.append(Chapter((heading, general), turned=tables.turned))
    for one in files:
        number += 1
        text = words.say("papers.compendium.plan_part", number=chinese(number), plan=plan_band(one, words))
        elements: list[Element] = [Heading(text, 1)]
        for domain in one.plan.domains:
            heading = Heading(f"（{chinese(domain.no)}）{domain.name}", 2, in_contents=False)
            indicators = domain_indicators(snapshot, one.plan, domain)
            if indicators:
                elements += [heading, *tables.of_domain(domain.name, indicators)]
            else:
                elements += [heading, Paragraph(words.say("papers.compendium.no_indicators"), fine=True)]
        chapters.append(Chapter(tuple(elements), turned=tables.turned))
    facts = [f for one in files for f in one.facts]
    narrator = files[0].narrator
    explained = definitions(words, facts, narrator.year, narrator.options.national)
    text = words.say("papers.compendium.definitions", number=chinese(number + 1))
    chapters.append(Chapter((Heading(text, 1), *explained[1:]), recto=True))
    return chapters


def domain_indicators(snapshot: Snapshot, plan: Plan, domain: Domain) -> list[Indicator]:
    """The domain's indicators, goals before measures, what they are compared with included."""
    sections = domain_sheet(plan, domain, snapshot.library, snapshot.substitutes)
    return [row.indicator for section in sections for row in section.rows]


def _front(files: Sequence[Dossier], snapshot: Snapshot, words: Words, tables: YearlyTables) -> list[Element]:
    """符号说明 and 编辑说明, on the inside of the cover."""
    say, years = words.say, tables.years
    codes = {
        i.code for one in files for d in one.plan.domains for i in domain_indicators(snapshot, one.plan, d)
    }
    texts = [
        say("papers.compendium.note_scope", plans="".join(f"《{one.plan.title}》" for one in files), count=len(codes),
            first=years[0], last=years[-1], whole=whole_of(snapshot.region)),
        say("papers.compendium.note_order"),
        say("papers.compendium.note_data"),
        say("papers.compendium.note_values"),
    ]  # fmt: skip
    if files[0].narrator.options.public:
        texts.append(say("report.public.notes_figures", number=len(texts) + 1))
    return [
        Heading(say("papers.compendium.signs"), 1, in_contents=False),
        Paragraph(sign_words(words, tables.made), small=True),
        Heading(say("papers.compendium.editing"), 1, in_contents=False),
        *(Paragraph(text, small=True) for text in texts),
    ]
