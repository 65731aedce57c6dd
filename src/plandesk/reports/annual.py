"""The annual monitoring report (年度监测报告) as a PDF."""

from collections.abc import Sequence
from pathlib import Path

from plandesk.core.annual.compose import annual_report
from plandesk.core.findings import Finding
from plandesk.core.judging import Evaluation
from plandesk.core.problems import KnownProblem
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.reports.fonts import typefaces
from plandesk.reports.publishing import Printed, Progress, publish


def write_annual(
    snapshot: Snapshot,
    plan_ids: Sequence[str],
    year: int,
    path: Path,
    *,
    words: Words,
    evaluations: Sequence[Evaluation],
    findings: Sequence[Finding] = (),
    month: str = "",
    pc_fonts: Path | None = None,
    progress: Progress | None = None,
) -> Printed:
    """Writes the report on ``plan_ids`` for ``year`` to ``path``; several plans stand in one volume.

    ``evaluations`` are looked up by plan and year; ``findings`` are the year's. ``month`` stands on the cover;
    ``pc_fonts`` is the folder of the PC's own fonts where its official ones are wanted. ``progress`` is called after
    every page and may raise to cancel. Raises KnownProblem without a plan to report on, or where the file cannot be
    written.
    """
    chosen = [e for plan_id in plan_ids for e in evaluations if e.plan_id == plan_id and e.year == year]
    if not chosen:
        raise KnownProblem("report_no_plan")
    report = annual_report(snapshot, chosen, findings, words, month=month)
    return publish(report, path, typefaces(pc_fonts), progress)
