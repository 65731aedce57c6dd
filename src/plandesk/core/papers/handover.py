"""交接单: one page on where things stand, for the clerk who takes the data file over; two lines to sign."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from plandesk.core.annual.furnishing import report_units
from plandesk.core.days import day_words, read_day
from plandesk.core.findings import Finding
from plandesk.core.follow_ups import days_late
from plandesk.core.follow_ups import state_of as follow_up_state
from plandesk.core.form_trips import board, due_day
from plandesk.core.member_units import unit_sections, units
from plandesk.core.papers.paper import bare_report
from plandesk.core.records import YearState
from plandesk.core.report_model import (
    Chapter,
    Column,
    Element,
    Heading,
    Paragraph,
    Report,
    Row,
    Spread,
    Table,
)
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words

_YEARS, _NAMED = 6, 12


@dataclass(frozen=True, slots=True)
class Handover:
    """What is handed over and when: the copy's name, the program's version, the year in hand, today.

    ``findings`` are those of each year that is told of (``years_told``), ``blanks`` the blanks of the year in hand that
    must not be sent.
    """

    year: int
    today: date
    copy: str
    version: str
    by: str
    findings: Mapping[int, Sequence[Finding]]
    blanks: Sequence[Finding] = ()


def years_told(snapshot: Snapshot, year: int) -> tuple[int, ...]:
    """The years the page tells of: the latest ones with figures or a state, and the year in hand."""
    known = {year, *snapshot.years_with_data(), *snapshot.years}
    return tuple(sorted(known)[-_YEARS:])


def handover_page(snapshot: Snapshot, handover: Handover, words: Words) -> Report:
    """The page."""
    say = words.say
    title = say("handover.title")
    region = snapshot.region
    office, today = report_units(snapshot, words)[1], day_words(handover.today.isoformat())
    what = say(
        "handover.what", copy=handover.copy, version=handover.version, by=handover.by,
        plans="、".join(f"《{plan.title}》" for plan in snapshot.plans) or say("handover.no_plan"),
        indicators=len(_codes(snapshot)), units=len(units(snapshot)),
    )  # fmt: skip
    elements: list[Element] = [
        Heading(title, 0),
        Spread((f"{region.name}（{region.code}）", office, today), below=4),
        Paragraph(what, fine=True),
        Heading(say("handover.years"), 3, in_contents=False),
        _years(snapshot, handover, words),
        Heading(say("handover.open", year=handover.year), 3, in_contents=False),
        _open(snapshot, handover, words),
        Paragraph(say("handover.where"), fine=True),
        *(Spread((say(f"handover.sign_{who}"), say("papers.sign_date")), above=20) for who in ("from", "to")),
    ]
    foot = say("papers.foot", name=title, page="{page}", pages="{pages}")
    chapter = Chapter(tuple(elements), form=True, foot=foot)
    month = f"{handover.today.year}年{handover.today.month}月"
    return bare_report(snapshot, snapshot.plans, words, title, [chapter], month=month)


def _codes(snapshot: Snapshot) -> frozenset[str]:
    return frozenset(
        row.indicator.code
        for unit in units(snapshot)
        for section in unit_sections(snapshot, unit)
        for row in section.rows
    )


def _years(snapshot: Snapshot, handover: Handover, words: Words) -> Table:
    say = words.say
    codes = _codes(snapshot)
    columns = (
        Column(say("handover.head_year"), 17),
        Column(say("handover.head_stage"), 27),
        Column(say("handover.head_who"), 42),
        *(Column(say(f"handover.head_{key}"), 14, "figure") for key in ("asked", "filled", "blank", "error")),
        Column(say("handover.head_open"), 14, "figure"),
    )
    rows = []
    for year in years_told(snapshot, handover.year):
        state = snapshot.years.get(year) or YearState(year, "draft")
        stage = say(f"year_stage.{state.stage or 'draft'}") + (
            say("year_stage.sealed") if state.sealed else ""
        )
        who = f"{state.set_by}  {day_words(state.set_at[:10])}" if state.set_at else say("handover.nobody")
        filled = sum(
            1 for code in codes if (o := snapshot.observation(code, year)) is not None and o.is_answered
        )
        standing = [f for f in handover.findings.get(year, ()) if f.open]
        errors = sum(1 for f in standing if f.severity == "error")
        numbers = (len(codes), filled, len(codes) - filled, errors, len(standing) - errors)
        rows.append(Row((f"{year}年", stage, who, *(str(n) for n in numbers))))
    return Table("", "", columns, tuple(rows))


def _open(snapshot: Snapshot, handover: Handover, words: Words) -> Table:
    say = words.say
    columns = (
        Column(say("handover.head_no"), 10),
        Column(say("handover.head_matter"), 42, "text"),
        Column(say("handover.head_count"), 14, "figure"),
        Column(say("handover.head_where"), 90, "text"),
    )
    lines = [*_findings(snapshot, handover, words), *_units(snapshot, handover, words)]
    lines += [_sending(snapshot, handover, words), _late_sheets(snapshot, handover, words)]
    lines.append(_surveys(snapshot, handover, words))
    rows = [
        Row((str(number), matter, str(count) if count else say("handover.none"), where))
        for number, (matter, count, where) in enumerate(lines, start=1)
    ]
    return Table("", "", columns, tuple(rows))


_Line = tuple[str, int, str]


def _findings(snapshot: Snapshot, handover: Handover, words: Words) -> list[_Line]:
    standing = [f for f in handover.findings.get(handover.year, ()) if f.open]
    groups = (
        ("errors", [f for f in standing if f.severity == "error"]),
        ("unexplained", [f for f in standing if f.severity == "warning"]),
        ("blanks", list(handover.blanks)),
    )
    return [
        (
            words.say(f"handover.{key}"),
            len(found),
            _named(list(dict.fromkeys(snapshot.indicator(f.indicator).name for f in found)), words),
        )
        for key, found in groups
    ]


def _units(snapshot: Snapshot, handover: Handover, words: Words) -> list[_Line]:
    rows = board(snapshot, handover.year, handover.today, handover.findings.get(handover.year, ()))
    out = [row.unit for row in rows if row.state in ("sent", "late", "sent_back")]
    unsent = [row.unit for row in rows if row.state == "not_sent" and row.filled < row.total]
    day = due_day(snapshot, handover.year)
    due = words.say("handover.due", day=day_words(day), left=_left(day, handover.today, words)) if day else ""
    return [
        (words.say("handover.units"), len(out), due + _named(out, words)),
        (words.say("handover.unsent"), len(unsent), _named(unsent, words)),
    ]


def _left(day: str, today: date, words: Words) -> str:
    days = (read_day(day) - today).days
    return words.say("handover.left" if days >= 0 else "handover.past", days=abs(days))


def _sending(snapshot: Snapshot, handover: Handover, words: Words) -> _Line:
    state = snapshot.years.get(handover.year) or YearState(handover.year, "draft")
    to = "、".join(
        dict.fromkeys(plan.monitoring.data_to for plan in snapshot.plans if plan.monitoring.data_to)
    )
    done = state.stage == "sent"
    where = words.say("handover.sent" if done else "handover.to_send", to=to or words.say("handover.above"))
    if state.due and not done:
        where += words.say(
            "handover.send_by", day=day_words(state.due), left=_left(state.due, handover.today, words)
        )
    if state.corrections:
        where += words.say("handover.corrections", count=state.corrections)
    return words.say("handover.sending"), 0 if done else 1, where


def _late_sheets(snapshot: Snapshot, handover: Handover, words: Words) -> _Line:
    late = [f for f in snapshot.follow_ups.values() if follow_up_state(f, handover.today) == "overdue"]
    names = [
        words.say(
            "handover.late_sheet", number=f.number, unit=f.unit, days=days_late(f, handover.today)
        )
        for f in sorted(late, key=lambda f: f.number)
    ]  # fmt: skip
    still = sum(1 for f in snapshot.follow_ups.values() if not f.closed_on)
    where = words.say("handover.sheets_open", count=still) if still else ""
    return words.say("handover.sheets"), len(late), where + _named(names, words)


def _surveys(snapshot: Snapshot, handover: Handover, words: Words) -> _Line:
    items = sorted(snapshot.missing_items.values(), key=lambda item: item.due or "9")
    names = [
        words.say(
            "handover.survey", name=snapshot.indicator(i.indicator).name, unit=i.surveyor or "—",
            day=day_words(i.due) if i.due else "—",
        )
        for i in items if i.indicator in snapshot.library
    ]  # fmt: skip
    return words.say("handover.surveys"), len(names), _named(names, words)


def _named(names: Sequence[str], words: Words) -> str:
    """The first of them by name, the rest counted: the page stays one page."""
    shown = "、".join(names[:_NAMED])
    return words.say("handover.and_more", names=shown, count=len(names)) if len(names) > _NAMED else shown
