"""import-history: a county's own table of old years, read once with a mapping the clerk confirms."""

import json
import tomllib
from argparse import Namespace
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import cast

from plandesk.cli.context import FIRST_YEAR, LAST_YEAR, Context, print_json, say
from plandesk.cli.figures import checked_cell, known_indicator
from plandesk.core.entry import Field
from plandesk.core.history_intake import HistoryIntake, take_history
from plandesk.core.history_names import row_name
from plandesk.core.history_table import (
    Answers,
    ColumnRule,
    Proposal,
    ProposedColumn,
    ProposedRow,
    RowRule,
    memory,
    propose,
    years_of,
)
from plandesk.core.problems import KnownProblem
from plandesk.core.quantity import Unreadable, canonical, read_number
from plandesk.core.records import Record
from plandesk.core.snapshot import Snapshot
from plandesk.store.plan_file import PlanFile

_FIELDS = ("value", "numerator", "denominator")


def import_history(context: Context, args: Namespace) -> int:
    """Proposes what each row and year is; takes the figures once nothing is left to ask."""
    from plandesk.exchange.history import read_history

    workbook = Path(args.workbook)
    sheets = read_history(workbook)
    with (
        context.look(args.file)
        if args.dry_run or args.propose
        else context.open(args.file, by=args.by) as file
    ):
        snapshot = file.snapshot()
        answers = _answers(args.mapping, snapshot) if args.mapping else Answers()
        proposal = propose(sheets, snapshot, this_year=context.now().year, answers=answers)
        if not proposal.rows:
            raise KnownProblem("history_no_table", path=args.workbook)
        intake = take_history(snapshot, proposal, mode=args.mode, words=context.words)
        asked = bool(proposal.unsure)
        refused = asked or (bool(intake.rejected) and not args.skip_rejected)
        if not (args.dry_run or args.propose or refused):
            years = years_of(proposal)
            label = context.words.say(
                "log.history",
                source=workbook.name,
                first=years[0] if years else "",
                last=years[-1] if years else "",
            )
            _write(context, file, workbook, [*intake.records, memory(snapshot, proposal, answers)], label)
    if args.propose:
        _write_proposal(context, Path(args.propose), proposal, snapshot)
    if args.json:
        print_json(_mapping(context, proposal, intake))
    else:
        _say(context, proposal, intake, refused)
    return 1 if asked or intake.rejected else 0


def _write(context: Context, file: PlanFile, workbook: Path, records: list[Record], label: str) -> None:
    """Everything as one step, the workbook itself kept beside the data file."""
    from plandesk.exchange.keeping import give_up, keep_history

    kept, source = keep_history(file.path, workbook, day=context.now().date())
    try:
        file.record([*records, source], origin="import", label=label)
    except BaseException:
        give_up(file.path, kept)
        raise


def _mapping(context: Context, proposal: Proposal, intake: HistoryIntake) -> dict[str, object]:
    """``import``'s shape with years, and the mapping: rows, columns, what is asked, what is passed over."""
    return {
        "accepted": intake.accepted,
        "unchanged": intake.unchanged,
        "conflicts": [
            {"indicator": c.address.indicator, "year": c.address.year, "cell": c.address.cell, "old": c.old,
             "new": c.new, "taken": c.taken}
            for c in intake.conflicts
        ],
        "rejected": [
            {"sheet": r.sheet, "cell": r.place, "indicator": r.indicator, "text": r.text, "message": r.message}
            for r in intake.rejected
        ],
        "notes": list(intake.notes),
        "unsure": [_asked(context, p) for p in proposal.unsure],
        "mapping": {
            "rows": [
                {"place": r.place, "name": r.words, "indicator": r.rule.indicator, "cell": r.rule.cell,
                 "factor": canonical(r.rule.factor)}
                for r in proposal.taken if r.rule is not None
            ],
            "columns": [
                {"place": c.place, "head": c.head, "year": c.rule.year, "field": c.rule.field}
                for c in proposal.columns if c.sure and c.rule.year
            ],
        },
        "skipped": [{"place": r.place, "name": r.words, "why": context.words.say(f"history.{r.why or 'foreign'}")}
                    for r in _skipped(proposal)],
    }  # fmt: skip


def _skipped(proposal: Proposal) -> Iterator[ProposedRow]:
    return (r for r in proposal.rows if r.sure and (r.rule is None or not r.rule.indicator))


def _asked(context: Context, asked: ProposedRow | ProposedColumn) -> dict[str, object]:
    if isinstance(asked, ProposedColumn):
        return {"place": asked.place, "name": asked.head, "year": asked.rule.year,
                "why": context.words.say(f"history.{asked.why}")}  # fmt: skip
    return {
        "place": asked.place, "name": asked.words, "unit": asked.unit,
        "why": context.words.say(f"history.{asked.why}"),
        "candidates": [{"indicator": c.indicator.code, "name": c.indicator.name, "unit": c.indicator.unit,
                        "likeness": str(c.likeness)} for c in asked.candidates],
        "factor": canonical(asked.rule.factor) if asked.rule is not None else None,
    }  # fmt: skip


def _say(context: Context, proposal: Proposal, intake: HistoryIntake, refused: bool) -> None:
    words = context.words
    say(words.say("cli.imported", accepted=intake.accepted, unchanged=intake.unchanged,
                  conflicts=len(intake.conflicts), rejected=len(intake.rejected)))  # fmt: skip
    for asked in proposal.unsure:
        label = asked.words if isinstance(asked, ProposedRow) else asked.head
        near = "、".join(f"{c.indicator.name}（{c.indicator.code}）" for c in asked.candidates) \
            if isinstance(asked, ProposedRow) else ""  # fmt: skip
        say(
            words.say(
                "history.asked",
                place=asked.place,
                name=label,
                why=words.say(f"history.{asked.why}"),
                near=near,
            )
        )
    for rejected in intake.rejected:
        say(f"{rejected.sheet}!{rejected.place}\t{rejected.message}")
    for row in _skipped(proposal):
        say(
            words.say(
                "history.passed",
                place=row.place,
                name=row.words,
                why=words.say(f"history.{row.why or 'foreign'}"),
            )
        )
    for note in intake.notes:
        say(note)
    if refused:
        say(words.say("history.refused" if proposal.unsure else "cli.import_refused"))


def _write_proposal(context: Context, path: Path, proposal: Proposal, snapshot: Snapshot) -> None:
    """The mapping as a text the clerk goes through: ``confirmed`` is true where nothing is to be asked."""
    lines = [f"# {line}" for line in context.words.say("history.toml_head").splitlines()]
    for column in proposal.columns:
        lines += ["", "[[column]]", f"place = {_text(column.place)}", f"head = {_text(column.head)}",
                  f"year = {column.rule.year}", f"field = {_text(column.rule.field)}",
                  f"confirmed = {_bool(column.sure)}"]  # fmt: skip
    for row in proposal.rows:
        first = row.candidates[0].indicator if row.candidates else None
        rule = row.rule or RowRule(first.code if first is not None else "")
        lines += ["", "[[row]]", f"place = {_text(row.place)}", f"name = {_text(row.words)}"]
        if row.unit:
            lines.append(f"unit = {_text(row.unit)}")
        for candidate in row.candidates:
            lines.append(
                f"# {candidate.indicator.code}  {candidate.indicator.name}  {candidate.indicator.unit}"
            )
        known = snapshot.indicator(rule.indicator).name if rule.indicator in snapshot.library else ""
        lines += [f"indicator = {_text(rule.indicator)}{f'  # {known}' if known else ''}",
                  f"cell = {_text(rule.cell)}", f"factor = {_text(canonical(rule.factor))}",
                  f"confirmed = {_bool(row.sure)}"]  # fmt: skip
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _bool(value: bool) -> str:
    return "true" if value else "false"


def _answers(source: str, snapshot: Snapshot) -> Answers:
    """The clerk's mapping. Rows and columns not ``confirmed`` stay open. Raises KnownProblem naming the entry."""
    try:
        told = tomllib.loads(Path(source).read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise KnownProblem("history_bad_mapping", path=source, fault=fault) from None
    rows: dict[str, RowRule] = {}
    columns: dict[str, ColumnRule] = {}
    for number, entry in enumerate(_entries(told, "row", source), start=1):
        if entry.get("confirmed", True):
            rows[_place(entry, source, "row", number)] = _row_rule(entry, snapshot, source, number)
    for number, entry in enumerate(_entries(told, "column", source), start=1):
        if entry.get("confirmed", True):
            columns[_place(entry, source, "column", number)] = _column_rule(entry, source, number)
    return Answers(rows, columns)


def _entries(told: dict[str, object], kind: str, source: str) -> list[dict[str, object]]:
    entries = told.get(kind, [])
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise KnownProblem("history_bad_mapping", path=source, fault=f"[[{kind}]]")
    return cast(list[dict[str, object]], entries)


def _place(entry: dict[str, object], source: str, kind: str, number: int) -> str:
    """Under what the answer is looked up: place and words together where both are said, so that a mapping of another
    table does not fit by chance.
    """
    place, name = entry.get("place"), entry.get("name")
    if isinstance(place, str):
        return f"{place}|{name}" if kind == "row" and name else place
    if isinstance(name, str) and kind == "row":
        return row_name(name).key
    raise KnownProblem("history_bad_mapping", path=source, fault=f"[[{kind}]] {number}: place, name")


def _row_rule(entry: dict[str, object], snapshot: Snapshot, source: str, number: int) -> RowRule:
    code = str(entry.get("indicator", ""))
    if not code:
        return RowRule("")
    indicator = known_indicator(snapshot, code)
    cell = checked_cell(snapshot, indicator, str(entry.get("cell", "")))
    try:
        factor = read_number(str(entry.get("factor", "1")))
    except Unreadable:
        factor = Decimal(0)
    if factor <= 0:
        raise KnownProblem("history_bad_mapping", path=source, fault=f"[[row]] {number}: factor")
    return RowRule(indicator.code, cell, factor)


def _column_rule(entry: dict[str, object], source: str, number: int) -> ColumnRule:
    year, field = entry.get("year", 0), str(entry.get("field", "value"))
    if not isinstance(year, int) or (year and not FIRST_YEAR <= year <= LAST_YEAR) or field not in _FIELDS:
        raise KnownProblem("history_bad_mapping", path=source, fault=f"[[column]] {number}: year, field")
    return ColumnRule(year, cast(Field, field))
