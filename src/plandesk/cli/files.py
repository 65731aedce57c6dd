"""export, history, undo, redo, backup, restore, verify, roll, approve, seal, reopen, years: files and years."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from plandesk.cli.context import Context, person, print_json, say
from plandesk.core.changes import Change, ChangeSet
from plandesk.core.checking import Checker
from plandesk.core.problems import KnownProblem
from plandesk.core.records import YearState
from plandesk.core.sending import gate
from plandesk.core.snapshot import Snapshot
from plandesk.core.year_steps import approved, reopened, rolled, sealed
from plandesk.store.restoring import restore as restore_copy

MENTIONED = 5


def export_tables(context: Context, args: Namespace) -> int:
    """The working tables."""
    from plandesk.exchange.tables import write_tables

    snapshot = _snapshot(context, args)
    write_tables(
        snapshot, args.year, Path(args.out), words=context.words,
        evaluations=context.evaluations(snapshot, args.year), findings=context.findings(snapshot, args.year),
    )  # fmt: skip
    say(context.words.say("cli.written", path=args.out))
    return 0


def export_submission(context: Context, args: Namespace) -> int:
    """The file that goes upward, unless something stands in its way."""
    from plandesk.exchange.submission import write_submission

    with context.look(args.file) as file:
        snapshot, history = file.snapshot(), file.history()
    checker = Checker(snapshot.library, context.words)
    findings = checker.check(snapshot, args.year)
    standing = gate(snapshot, args.year, findings, checker.required_gaps(snapshot, args.year))
    if standing:
        first = "".join(f"{f.message}" for f in standing[:MENTIONED])
        raise KnownProblem("not_ready_to_send", year=args.year, count=len(standing), first=first)
    write_submission(
        snapshot, args.year, Path(args.out), words=context.words,
        evaluations=context.evaluations(snapshot, args.year), findings=findings, password=args.password,
        history=history,
    )  # fmt: skip
    say(context.words.say("cli.written", path=args.out))
    return 0


def history(context: Context, args: Namespace) -> int:
    """The change log, newest first."""
    with context.look(args.file) as file:
        batches = file.history(args.indicator)
    if args.json:
        print_json([_batch(b) for b in batches])
    else:
        for b in batches:
            say(f"{b.at}\t{b.who}\t{b.label}\t{len(b.changes)}")
    return 0


def undo(context: Context, args: Namespace) -> int:
    """Take the last step back."""
    with context.open(args.file, by=args.by) as file:
        label = file.next_undo
        done = file.undo()
    if done is None:
        raise KnownProblem("nothing_to_undo", path=args.file)
    say(context.words.say("cli.undone", label=label))
    return 0


def redo(context: Context, args: Namespace) -> int:
    """Do again what was taken back last."""
    with context.open(args.file, by=args.by) as file:
        label = file.next_redo
        done = file.redo()
    if done is None:
        raise KnownProblem("nothing_to_redo", path=args.file)
    say(context.words.say("cli.redone", label=label))
    return 0


def backup(context: Context, args: Namespace) -> int:
    """A copy of the data file, taken while it may be in use."""
    with context.look(args.file) as file:
        file.backup(Path(args.out))
    say(context.words.say("cli.written", path=args.out))
    return 0


def restore(context: Context, args: Namespace) -> int:
    """A data file from a copy; what stood there is kept aside."""
    aside = restore_copy(Path(args.copy), Path(args.out), by=args.by or person(), words=context.words,
                            now=context.now)  # fmt: skip
    say(context.words.say("cli.restored", path=args.out))
    if aside is not None:
        say(context.words.say("cli.kept_aside", path=aside))
    return 0


def verify(context: Context, args: Namespace) -> int:
    """Integrity of the file, and whether the log leads to the figures."""
    with context.look(args.file) as file:
        problems = file.verify()
    if args.json:
        print_json({"ok": not problems, "problems": list(problems)})
    else:
        for problem in problems or (context.words.say("cli.sound", path=args.file),):
            say(problem)
    return 1 if problems else 0


def roll(context: Context, args: Namespace) -> int:
    """Open the next year for entry."""
    return _year(context, args, args.to, lambda snapshot: rolled(snapshot, args.to), "roll")


def approve(context: Context, args: Namespace) -> int:
    """审核通过: refused while errors, warnings without explanation or blanks that must not be sent stand."""

    def change(snapshot: Snapshot) -> YearState:
        return approved(snapshot, args.year, Checker(snapshot.library, context.words))

    return _year(context, args, args.year, change, "approve")


def years(context: Context, args: Namespace) -> int:
    """The states of all years: 草稿, 已审核, 已上报, 退回, with who and when."""
    states = sorted(_snapshot(context, args).years.values(), key=lambda state: state.year)
    if args.json:
        print_json(
            [
                {
                    "year": s.year, "stage": s.stage, "sealed": s.sealed, "corrections": s.corrections or 0,
                    "due": s.due or None, "by": s.set_by or None, "at": s.set_at or None,
                }
                for s in states
            ]
        )  # fmt: skip
        return 0
    for s in states:
        stage = context.words.say(f"year_stage.{s.stage or 'draft'}")
        sealed_ = context.words.say("year_stage.sealed") if s.sealed else ""
        say(f"{s.year}\t{stage}{sealed_}\t{s.set_by}\t{s.set_at[:16].replace('T', ' ')}")
    return 0


def seal(context: Context, args: Namespace) -> int:
    """封存 a year: no figure of it can be changed until it is reopened with a reason."""
    return _year(context, args, args.year, lambda snapshot: sealed(snapshot, args.year), "seal")


def reopen(context: Context, args: Namespace) -> int:
    """更正已报年份: a sealed year is opened with a reason and its number of corrections goes up."""
    reason = args.reason.strip()
    return _year(
        context,
        args,
        args.year,
        lambda snapshot: reopened(snapshot, args.year, reason),
        "reopen",
        reason=reason,
    )


def _year(
    context: Context, args: Namespace, year: int, change: Callable[[Snapshot], YearState], step: str,
    reason: str = "",
) -> int:  # fmt: skip
    with context.open(args.file, by=args.by) as file:
        label = context.words.say(f"log.{step}", year=year, reason=reason)
        file.record([change(file.snapshot())], origin=step, label=label)
    say(label)
    return 0


def _snapshot(context: Context, args: Namespace) -> Snapshot:
    with context.look(args.file) as file:
        return file.snapshot()


def _batch(batch: ChangeSet) -> dict[str, object]:
    return {
        "batch": batch.batch, "at": batch.at, "who": batch.who, "origin": batch.origin, "label": batch.label,
        "undoes": batch.undoes, "changes": [_change(c) for c in batch.changes],
    }  # fmt: skip


def _change(change: Change) -> dict[str, object]:
    return {"table": change.table, "key": list(change.key), "before": change.before, "after": change.after}
