"""export collection, import, send-back, board: Excel forms to the member units and back, and where each of them is."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from plandesk.cli.context import Context, print_json, say
from plandesk.core.days import read_day
from plandesk.core.form_signers import signers_of, signers_setting
from plandesk.core.form_trips import (
    Arrival,
    BoardRow,
    board,
    due_setting,
    returned,
    sent,
    sent_back,
    unit_of,
)
from plandesk.core.importing import Intake, take_in
from plandesk.core.problems import KnownProblem
from plandesk.core.snapshot import Snapshot
from plandesk.store.plan_file import PlanFile

if TYPE_CHECKING:
    from plandesk.exchange.returned_form import ReturnedForm


def export_collection(context: Context, args: Namespace) -> int:
    """One unit's form, or all units' into a folder with the mail texts beside them; who got one is registered."""
    from plandesk.core.member_units import units
    from plandesk.exchange.collection import write_collection, write_collections

    if bool(args.unit) == bool(args.all):
        raise KnownProblem("unit_or_all")
    due = _due(args)
    with context.look(args.file) as file:
        snapshot = file.snapshot()
    if due:
        setting = due_setting(args.year, due)
        snapshot = replace(snapshot, settings={**snapshot.settings, setting.name: setting.value})
    out = Path(args.out)
    if args.unit:
        write_collection(snapshot, args.year, args.unit, out, words=context.words)
        made: tuple[Path, ...] = (out,)
        names: tuple[str, ...] = (args.unit,)
    else:
        made = write_collections(snapshot, args.year, out, words=context.words)
        names = units(snapshot)
        _write_mails(context, snapshot, args.year, names, out)
    for path in made if not args.json else ():
        say(context.words.say("cli.written", path=path))
    _register_sent(context, args, names, due)
    if args.json:
        pairs = zip(names, made, strict=True)
        print_json({"files": [{"unit": unit, "file": str(path)} for unit, path in pairs]})
    return 0


def _write_mails(context: Context, snapshot: Snapshot, year: int, names: Sequence[str], folder: Path) -> None:
    from plandesk.exchange.collection import collection_file_name, mail_text

    for unit in names:
        name = collection_file_name(unit, year, context.words)
        text = mail_text(snapshot, year, unit, context.words)
        (folder / name).with_suffix(".txt").write_text(text, encoding="utf-8-sig")


def _due(args: Namespace) -> str:
    """The day the forms are to be back, as it is kept. Raises KnownProblem."""
    if not args.due:
        return ""
    try:
        return read_day(args.due).isoformat()
    except ValueError:
        raise KnownProblem("bad_day", text=args.due) from None


def _register_sent(context: Context, args: Namespace, names: Sequence[str], due: str) -> None:
    """Notes who was sent a form. The forms are there in any case: a file somebody else has open is only said."""
    at = context.now().isoformat(timespec="minutes")
    try:
        with context.open(args.file, by=args.by) as file:
            snapshot = file.snapshot()
            label = context.words.say(
                "log.sent_one" if len(names) == 1 else "log.sent_all",
                unit=names[0] if names else "", year=args.year, count=len(names),
            )  # fmt: skip
            trips = [sent(snapshot, args.year, unit, at, due) for unit in names]
            file.record(
                [*trips, *([due_setting(args.year, due)] if due else [])], origin="forms", label=label
            )
    except KnownProblem as problem:
        reason = context.words.problem(problem)
        sys.stderr.write(context.words.say("cli.not_registered", reason=reason) + "\n")


def import_form(context: Context, args: Namespace) -> int:
    """A returned form: previewed, decided cell by cell, written in one step, kept, and registered as returned."""
    from plandesk.exchange.returned_form import read_collection

    workbook = Path(args.workbook)
    with context.look(args.file) if args.dry_run else context.open(args.file, by=args.by) as file:
        snapshot = file.snapshot()
        form = read_collection(workbook, snapshot, words=context.words)
        unit = form.unit or unit_of(snapshot, (c.address.indicator for c in form.cells))
        intake = take_in(
            snapshot, form.cells, form.year, mode=args.mode, words=context.words,
            said=form.said, unit=unit, rejected=form.rejected, notes=form.notes,
        )  # fmt: skip
        refused = bool(intake.rejected) and not args.skip_rejected
        if not args.dry_run and not refused:
            _write(context, file, workbook, unit, form, intake)
    if args.json:
        print_json(intake.to_mapping())
    else:
        _say(context, intake, refused)
    return 1 if intake.rejected else 0


def send_back(context: Context, args: Namespace) -> int:
    """退回: a marked copy of a returned form with everything that is to be put right or explained."""
    from plandesk.exchange.returned_form import read_collection
    from plandesk.exchange.sending_back import with_intake, write_sent_back

    workbook, out = Path(args.workbook), Path(args.out)
    with context.open(args.file, by=args.by) as file:
        snapshot = file.snapshot()
        form = read_collection(workbook, snapshot, words=context.words, year=args.year)
        unit = form.unit or unit_of(snapshot, (c.address.indicator for c in form.cells))
        intake = take_in(
            snapshot, form.cells, form.year, mode="both", words=context.words,
            said=form.said, unit=unit, rejected=form.rejected, notes=form.notes,
        )  # fmt: skip
        findings = context.findings(with_intake(snapshot, intake), form.year)
        count = write_sent_back(snapshot, form, intake, findings, unit, out, words=context.words)
        with _kept(context, file, workbook, unit, Counts(0, len(intake.rejected))) as arrival:
            label = context.words.say("log.sent_back", unit=unit, year=form.year)
            file.record([sent_back(snapshot, form.year, unit, arrival)], origin="forms", label=label)
    if args.json:
        print_json({"file": str(out), "unit": unit, "points": count})
    else:
        say(context.words.say("cli.sent_back", path=out, count=count, unit=unit))
    return 0


class Counts(NamedTuple):
    """How many cells of a form were taken and refused."""

    accepted: int
    rejected: int


def _write(
    context: Context, file: PlanFile, workbook: Path, unit: str, form: "ReturnedForm", intake: Intake
) -> None:
    """Everything of one form as one step: the figures, the words, who signed, and that it came."""
    year = form.year
    counts = Counts(intake.accepted, len(intake.rejected))
    with _kept(context, file, workbook, unit, counts) as arrival:
        trip = returned(file.snapshot(), year, unit or workbook.stem, arrival)
        label = context.words.say("log.import", unit=unit or workbook.name, year=year)
        signed = [signers_setting(year, unit, form.signers)] if form.signers else []
        file.record([*intake.records, *signed, trip], origin="import", label=label)


@contextmanager
def _kept(context: Context, file: PlanFile, workbook: Path, unit: str, counts: Counts) -> Iterator[Arrival]:
    """The returned file copied into its folder; the copy goes again where nothing is written of it."""
    from plandesk.exchange.keeping import give_up, keep
    from plandesk.exchange.returned_facts import saved_by

    now = context.now()
    kept = keep(file.path, workbook, day=now.date(), unit=unit)
    try:
        yield Arrival(
            now.isoformat(timespec="minutes"), workbook.name, kept.name, kept.sha256, *counts,
            saved_by(workbook).name,
        )  # fmt: skip
    except BaseException:
        give_up(file.path, kept)
        raise


def board_of(context: Context, args: Namespace) -> int:
    """Who was sent what when, what came back, what is late, what is asked."""
    with context.look(args.file) as file:
        snapshot = file.snapshot()
    findings = context.findings(snapshot, args.year)
    rows = board(snapshot, args.year, context.now().date(), findings)
    if args.json:
        print_json(
            [row.to_mapping() | {"signers": dict(signers_of(snapshot, args.year, row.unit))} for row in rows]
        )
        return 0
    for row in rows:
        say(_line(context, row))
    return 0


def _line(context: Context, row: BoardRow) -> str:
    state = context.words.say(f"board.{row.state}")
    sent_at, returned_at = (
        (row.trip.sent_at[:10], row.trip.returned_at[:10]) if row.trip is not None else ("", "")
    )
    return f"{row.unit}\t{state}\t{row.filled}/{row.total}\t{sent_at}\t{returned_at}\t{row.questions or ''}"


def _say(context: Context, intake: Intake, refused: bool) -> None:
    say(context.words.say("cli.imported", accepted=intake.accepted, unchanged=intake.unchanged,
                          conflicts=len(intake.conflicts), rejected=len(intake.rejected)))  # fmt: skip
    for rejected in intake.rejected:
        say(f"{rejected.sheet}!{rejected.place}\t{rejected.message}")
    for note in intake.notes:
        say(note)
    if refused:
        say(context.words.say("cli.import_refused"))
