"""report: papers as PDF, their tables as a workbook; public edition, draft or formal, parts of the annual report."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from plandesk.cli.context import Context, say
from plandesk.core.annual.options import PARTS, Part, ReportOptions
from plandesk.core.findings import Finding
from plandesk.core.judging import Evaluation
from plandesk.core.papers.evaluation_year import year_setting
from plandesk.core.problems import KnownProblem
from plandesk.core.snapshot import Snapshot
from plandesk.store.national import national_facts


def report(context: Context, args: Namespace) -> int:
    """A paper as PDF, with ``--tables`` its tables as a workbook too."""
    from plandesk.reports.kinds import WRITERS

    options = _options(args)
    with context.look(args.file) as file:
        snapshot = file.snapshot()
    evaluations = context.evaluations(snapshot, args.year, args.plan)
    if not evaluations:
        raise KnownProblem("no_plan_to_report", path=args.file)
    if getattr(args, "anyway", False):
        moved = {year_setting(e.plan_id, args.kind): str(args.year) for e in evaluations}
        snapshot = replace(snapshot, settings={**snapshot.settings, **moved})
    findings = context.findings(snapshot, args.year)
    if not options.draft:
        _told(context, args, snapshot, evaluations, findings)
    printed = WRITERS[args.kind](
        snapshot, [e.plan_id for e in evaluations], args.year, Path(args.out), words=context.words,
        evaluations=evaluations, findings=findings, month=_month(context), options=options,
    )  # fmt: skip
    warning = printed.warning(context.words)
    if warning:
        sys.stderr.write(warning + "\n")
    say(context.words.say("cli.written", path=args.out))
    if args.tables:
        _write_tables(context, args, snapshot, evaluations, findings, options)
    return 0


def _options(args: Namespace) -> ReportOptions:
    only = getattr(args, "only", None)
    parts = frozenset(cast(Part, part) for part in only) if only else None
    return ReportOptions(public=args.public, draft=args.draft, only=parts, national=national_facts())


def parts_named(text: str) -> list[str]:
    """The parts of the annual report named between commas. Raises ValueError for an unknown one."""
    named = [part.strip() for part in text.replace("，", ",").split(",") if part.strip()]
    if not named or not set(named) <= set(PARTS):
        raise ValueError(text)
    return named


def _told(
    context: Context, args: Namespace, snapshot: Snapshot, evaluations: Sequence[Evaluation], findings: Sequence[Finding]
) -> None:  # fmt: skip
    """What speaks against a formal paper: said, and with ``--formal`` in its way."""
    from plandesk.core.papers.making import concerns

    found = concerns(snapshot, evaluations, findings, context.words, args.kind)
    if found and args.formal:
        raise KnownProblem("report_not_formal", year=args.year, first="".join(found))
    for sentence in found:
        sys.stderr.write(context.words.say("cli.not_yet_formal", sentence=sentence) + "\n")


def _write_tables(
    context: Context, args: Namespace, snapshot: Snapshot, evaluations: Sequence[Evaluation], findings: Sequence[Finding],
    options: ReportOptions,
) -> None:  # fmt: skip
    from plandesk.core.papers.making import make_report
    from plandesk.exchange.report_tables import write_report_tables

    made = make_report(
        args.kind, snapshot, evaluations, findings, context.words, month=_month(context), options=options
    )
    write_report_tables(made, Path(args.tables), words=context.words, year=args.year)
    say(context.words.say("cli.written", path=args.tables))


def _month(context: Context) -> str:
    today = context.now()
    return f"{today.year}年{today.month}月"
