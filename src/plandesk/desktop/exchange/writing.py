"""The workbooks of 采集上报 as work for another thread: what they are made of is taken along, never the desk."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from plandesk.core.changes import ChangeSet
from plandesk.core.findings import Finding
from plandesk.core.judging import Evaluation
from plandesk.core.problems import KnownProblem
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.desktop.jobs import Step

Inputs = tuple[Snapshot, int, Words, list[Evaluation], tuple[Finding, ...]]


def writing_submission(
    inputs: Inputs, history: Sequence[ChangeSet], path: Path, password: str = ""
) -> Callable[[Step], Path]:
    """The file that goes upward; with a ``password`` it opens only with it."""
    snapshot, year, words, evaluations, findings = inputs

    def work(step: Step) -> Path:
        from plandesk.exchange.submission import write_submission

        step(0, 0, "")
        write_submission(
            snapshot,
            year,
            path,
            words=words,
            evaluations=evaluations,
            findings=findings,
            history=tuple(history),
            password=password or None,
        )
        return path

    return work


def writing_tables(inputs: Inputs, path: Path) -> Callable[[Step], Path]:
    """The working tables."""
    snapshot, year, words, evaluations, findings = inputs

    def work(step: Step) -> Path:
        from plandesk.exchange.tables import write_tables

        step(0, 0, "")
        write_tables(snapshot, year, path, words=words, evaluations=evaluations, findings=findings)
        return path

    return work


def writing_forms(
    snapshot: Snapshot, year: int, names: Sequence[str], folder: Path, words: Words
) -> Callable[[Step], Path]:
    """A collection form for each unit, and beside it the text of the mail it goes with."""
    doing = QCoreApplication.translate("ExchangeWriting", "正在生成{unit}的采集表")

    def work(step: Step) -> Path:
        from plandesk.exchange.collection import collection_file_name, mail_text, write_collection

        path = folder
        for number, unit in enumerate(names):
            step(number, len(names), doing.format(unit=unit))
            path = folder / collection_file_name(unit, year, words)
            write_collection(snapshot, year, unit, path, words=words)
            text = mail_text(snapshot, year, unit, words)
            try:
                path.with_suffix(".txt").write_text(text, encoding="utf-8-sig")
            except OSError as fault:
                raise KnownProblem("workbook_unwritable", path=str(path.with_suffix(".txt"))) from fault
        return path

    return work
