"""预警清单: on one page, if it can be, what is warned of or missed, what is to be watched, what has had no data for two years."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from plandesk.core.annual.attention import listed_facts
from plandesk.core.annual.dossier import Dossier, dossiers
from plandesk.core.annual.facts import Fact
from plandesk.core.annual.furnishing import report_units
from plandesk.core.annual.tables import benchmark_notes, target_cell
from plandesk.core.days import day_words
from plandesk.core.findings import Finding
from plandesk.core.judging import Evaluation
from plandesk.core.papers.paper import bare_report, named, plan_band, several
from plandesk.core.report_model import (
    Band,
    Chapter,
    Column,
    Element,
    Heading,
    Note,
    Paragraph,
    Report,
    Row,
    Spread,
    Table,
)
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words

_LEVELS = ("red", "yellow", "other", "notice")


def warning_list(
    snapshot: Snapshot,
    evaluations: Sequence[Evaluation],
    findings: Sequence[Finding],
    words: Words,
    *,
    month: str,
) -> Report:
    """The warnings of the evaluated plans (all of one year, at least one). Raises ValueError without an evaluation."""
    files = dossiers(snapshot, evaluations, words)
    year = evaluations[0].year
    title = words.say("papers.warnings.title", year=year)
    statistics, _ = report_units(snapshot, words)
    head = Spread((words.say("papers.issued_by", unit=statistics), month), below=4)
    listed = {one.plan.id: _asked(one) for one in files}
    elements: list[Element] = [Heading(title, 0), head, Paragraph(_counts(files, words), fine=True)]
    if any(listed.values()):
        elements.append(_table(files, listed, words, year))
    elements += _watched(files, words)
    elements += _silent(files, snapshot, words, year)
    elements.append(
        Spread(tuple(words.say(f"papers.sign_{k}") for k in ("made", "checked", "issued", "date")), above=24)
    )
    foot = words.say("papers.foot", name=title, page="{page}", pages="{pages}")
    chapter = Chapter(tuple(elements), form=True, foot=foot)
    return bare_report(snapshot, [d.plan for d in files], words, title, [chapter], month=month)


def _asked(one: Dossier) -> list[Fact]:
    """What is red, yellow, missed or behind: all that a unit is asked about. 力争 is no duty."""
    found = listed_facts(one.domains, one.projects)
    return [f for f in found if f.judgement.level != "notice" and not f.target.stretch]


def _notices(one: Dossier) -> list[Fact]:
    return [f for f in listed_facts(one.domains, one.projects) if f.judgement.level == "notice"]


def silent_facts(one: Dossier) -> list[Fact]:
    """Targets without a figure in this year and the last: each indicator once; 不适用 and 无病例 expect none."""
    found = [
        f for f in one.judged
        if f.lacks_source and f.before is None and not dict(f.signs).get(f.year - 1)
    ]  # fmt: skip
    return list({f.code: f for f in found}.values())


def _counts(files: Sequence[Dossier], words: Words) -> str:
    """How many of each kind, in one sentence."""
    found: Counter[str] = Counter()
    for one in files:
        found.update(f.judgement.level or "other" for f in [*_asked(one), *_notices(one)])
    parts = [words.say(f"report.attention.{key}", count=found[key]) for key in _LEVELS if found[key]]
    silent = len({f.code for one in files for f in silent_facts(one)})
    if silent:
        parts.append(words.say("papers.warnings.silent_count", count=silent))
    plans = "".join(f"《{one.plan.title}》" for one in files)
    year = files[0].evaluation.year
    if not parts:
        return words.say("papers.warnings.none" if any(one.any_data for one in files) else "papers.warnings.no_data",
                         plans=plans, year=year)  # fmt: skip
    return words.say("papers.warnings.counts", plans=plans, year=year, parts="，".join(parts))


def _table(files: Sequence[Dossier], listed: dict[str, list[Fact]], words: Words, year: int) -> Table:
    say = words.say
    columns = (
        Column(say("report.table.head_level"), 14),
        Column(say("report.table.head_indicator"), 38, "text"),
        Column(say("report.table.head_target"), 15.5),
        Column(say("report.table.head_last", year=year - 1), 14, "figure"),
        Column(say("report.table.head_now", year=year), 14, "figure"),
        Column(say("papers.warnings.head_reason"), 40, "text"),
        Column(say("report.table.head_reporter"), 20.5, "text"),
    )
    lines: list[Row | Band] = []
    for one in files:
        if listed[one.plan.id] and several(files):
            lines.append(Band(plan_band(one, words)))
        lines += [Row(_cells(f, one)) for f in listed[one.plan.id]]
    notes = [Note(say("papers.warnings.note_levels"))]
    stages = {f.target.stage_year for one in files for f in listed[one.plan.id]
              if target_cell(f, one.narrator).endswith("*")}  # fmt: skip
    notes += [Note(say("report.table.note_stage", stage=stage)) for stage in sorted(stages)]
    for one in files:
        notes += benchmark_notes(listed[one.plan.id], one.narrator)
    return Table("", say("papers.warnings.table", year=year), columns, tuple(lines), notes=tuple(notes))


def _cells(fact: Fact, one: Dossier) -> tuple[str, ...]:
    judgement, year = fact.judgement, one.narrator.year
    reasons = [alert.reason.rstrip("。") for alert in judgement.alerts if alert.level != "notice"]
    level = one.narrator.say(f"table.{judgement.level or 'no_level'}")
    return (
        level, named(fact.name, fact.indicator.unit), target_cell(fact, one.narrator), fact.at(year - 1), fact.at(year),
        "；".join(reasons) or judgement.word, fact.indicator.reporter,
    )  # fmt: skip


def _watched(files: Sequence[Dossier], words: Words) -> list[Element]:
    """提示: by unit, since they move the wrong way without being in danger."""
    facts = list({f.code: f for one in files for f in _notices(one)}.values())
    if not facts:
        return []
    text = words.say("papers.warnings.notices", units=by_unit((f.indicator.reporter, f.name) for f in facts))
    return [Paragraph(text, fine=True, lead=words.say("papers.warnings.notices_lead", count=len(facts)))]


def _silent(files: Sequence[Dossier], snapshot: Snapshot, words: Words, year: int) -> list[Element]:
    """连续两年无数据: by unit; with who surveys it by when where that is settled (缺项)."""
    facts = list({f.code: f for one in files for f in silent_facts(one)}.values())
    if not facts:
        return []
    names = []
    for fact in facts:
        item = snapshot.missing_items.get(fact.code)
        due = (
            words.say("papers.warnings.surveyed", unit=item.surveyor, due=day_words(item.due)) if item else ""
        )
        names.append((fact.indicator.reporter, fact.name + due))
    text = words.say("papers.warnings.silent", first=year - 1, last=year, units=by_unit(names))
    return [Paragraph(text, fine=True, lead=words.say("papers.warnings.silent_lead", count=len(facts)))]


def by_unit(named_units: Iterable[tuple[str, str]]) -> str:
    """``卫生健康局：甲、乙；教育局：丙``: names under their units, units in the order they come."""
    pairs = list(named_units)
    order = list(dict.fromkeys(unit for unit, _ in pairs))
    ranked = sorted(pairs, key=lambda pair: order.index(pair[0]))
    return "；".join(
        f"{unit}：" + "、".join(name for _, name in group)
        for unit, group in groupby(ranked, key=lambda pair: pair[0])
    )


__all__ = ["by_unit", "silent_facts", "warning_list"]
