"""export collection, import: Excel forms to the member units and back."""

from argparse import Namespace
from pathlib import Path

from plandesk.cli.context import Context, print_json, say
from plandesk.core.importing import Intake, take_in
from plandesk.core.problems import KnownProblem


def export_collection(context: Context, args: Namespace) -> int:
    """One unit's form, or all units' into a folder with the mail texts beside them."""
    from plandesk.exchange.collection import (
        collection_file_name,
        mail_text,
        write_collection,
        write_collections,
    )

    if bool(args.unit) == bool(args.all):
        raise KnownProblem("unit_or_all")
    with context.look(args.file) as file:
        snapshot = file.snapshot()
    if args.unit:
        write_collection(snapshot, args.year, args.unit, Path(args.out), words=context.words)
        say(context.words.say("cli.written", path=args.out))
        return 0
    for path in write_collections(snapshot, args.year, Path(args.out), words=context.words):
        say(context.words.say("cli.written", path=path))
    from plandesk.core.member_units import units

    for unit in units(snapshot):
        name = collection_file_name(unit, args.year, context.words)
        text = mail_text(snapshot, args.year, unit, context.words)
        (Path(args.out) / name).with_suffix(".txt").write_text(text, encoding="utf-8-sig")
    return 0


def import_form(context: Context, args: Namespace) -> int:
    """A returned form: previewed, decided cell by cell, written in one step."""
    from plandesk.exchange.returned_form import read_collection

    with context.look(args.file) if args.dry_run else context.open(args.file, by=args.by) as file:
        snapshot = file.snapshot()
        form = read_collection(Path(args.workbook), snapshot, words=context.words)
        intake = take_in(
            snapshot, form.cells, form.year, mode=args.mode, words=context.words,
            said=form.said, unit=form.unit, rejected=form.rejected, notes=form.notes,
        )  # fmt: skip
        refused = bool(intake.rejected) and not args.skip_rejected
        if intake.records and not args.dry_run and not refused:
            label = context.words.say(
                "log.import", unit=form.unit or Path(args.workbook).name, year=form.year
            )
            file.record(intake.records, origin="import", label=label)
    if args.json:
        print_json(intake.to_mapping())
    else:
        _say(context, intake, refused)
    return 1 if intake.rejected else 0


def _say(context: Context, intake: Intake, refused: bool) -> None:
    say(context.words.say("cli.imported", accepted=intake.accepted, unchanged=intake.unchanged,
                          conflicts=len(intake.conflicts), rejected=len(intake.rejected)))  # fmt: skip
    for rejected in intake.rejected:
        say(f"{rejected.sheet}!{rejected.place}\t{rejected.message}")
    for note in intake.notes:
        say(note)
    if refused:
        say(context.words.say("cli.import_refused"))
