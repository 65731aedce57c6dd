"""What all papers have in common: the plans asked for are looked up, the model is made and printed."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from plandesk.core.annual.options import USUAL, ReportOptions
from plandesk.core.findings import Finding
from plandesk.core.judging import Evaluation
from plandesk.core.papers.making import Model, ReportKind, make_report
from plandesk.core.problems import KnownProblem
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.reports.fonts import typefaces
from plandesk.reports.publishing import Printed, Progress, publish
from plandesk.store.national import national_facts


class Writer(Protocol):
    """Writes one kind of paper as PDF; every ``write_<kind>`` is one."""

    def __call__(
        self,
        snapshot: Snapshot,
        plan_ids: Sequence[str],
        year: int,
        path: Path,
        *,
        words: Words,
        evaluations: Sequence[Evaluation],
        findings: Sequence[Finding] = (),
        month: str = "",
        options: ReportOptions = USUAL,
        pc_fonts: Path | None = None,
        progress: Progress | None = None,
    ) -> Printed: ...


def writer(kind: ReportKind) -> Writer:
    """The writer of papers of that kind.

    What it writes is on ``plan_ids`` for ``year``; several plans stand in one volume. ``evaluations`` are looked up by
    plan and year; ``findings`` are the year's. ``month`` is the paper's date (2025年6月); ``pc_fonts`` the folder of the
    PC's own fonts where its official ones are wanted. ``options``: public edition, draft, parts left out. ``progress`` is called after every page and may raise to
    cancel. Raises KnownProblem without a plan to report on, or where the file cannot be written.
    """

    def write(
        snapshot: Snapshot,
        plan_ids: Sequence[str],
        year: int,
        path: Path,
        *,
        words: Words,
        evaluations: Sequence[Evaluation],
        findings: Sequence[Finding] = (),
        month: str = "",
        options: ReportOptions = USUAL,
        pc_fonts: Path | None = None,
        progress: Progress | None = None,
    ) -> Printed:
        chosen = [e for plan_id in plan_ids for e in evaluations if e.plan_id == plan_id and e.year == year]
        if not chosen:
            raise KnownProblem("report_no_plan")
        options = options if options.national else replace(options, national=national_facts())
        report = make_report(kind, snapshot, chosen, findings, words, month=month, options=options)
        return publish(report, path, typefaces(pc_fonts), progress)

    return write


__all__ = ["Model", "Writer", "writer"]
