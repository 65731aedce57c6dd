"""A paper as it is ordered and as it was made: the frozen input of the worker, and the PDF that is shown and printed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from plandesk.core.annual.options import ReportOptions
from plandesk.core.findings import Finding
from plandesk.core.judging import Evaluation, evaluate
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.desktop.jobs import Step

if TYPE_CHECKING:  # what writes and shows PDF is loaded with the first paper, not with the window
    from plandesk.core.papers.free_texts import EditableKind, FreeText
    from plandesk.core.papers.making import ReportKind
    from plandesk.reports.page_pictures import PagePictures
    from plandesk.reports.publishing import Printed


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the clerk chose on the page: two papers of equal wishes and equal figures are the same bytes.

    ``kind`` is a name among the writers of reports/; ``pc_fonts`` the folder of the PC's fonts where its official
    ones are wanted.
    """

    kind: "ReportKind"
    plan_ids: tuple[str, ...]
    year: int
    month: str
    options: ReportOptions
    pc_fonts: Path | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """Wishes with the figures they are for; all frozen, so that a worker touches neither window nor data file.

    ``findings`` are the year's, ``faults`` what judging it rests on; ``turning`` says which page is being made.
    """

    wishes: Wishes
    snapshot: Snapshot
    findings: Sequence[Finding]
    faults: Sequence[Finding]
    words: Words
    turning: str

    def evaluations(self) -> list[Evaluation]:
        """The plans judged, in the worker: it takes longer than a frame."""
        wishes = self.wishes
        return [
            evaluate(self.snapshot, self.snapshot.plan(plan_id), wishes.year, self.faults, words=self.words)
            for plan_id in wishes.plan_ids
        ]

    def write(self, path: Path, step: Step) -> "Printed":
        """Write the PDF to ``path``. Raises KnownProblem, and Stopped at the next page once it is asked to stop."""
        step(0, 0, "")
        return self.write_judged(self.evaluations(), path, step)

    def write_judged(self, evaluations: Sequence[Evaluation], path: Path, step: Step) -> "Printed":
        """The same with its plans judged already."""
        from plandesk.reports.kinds import WRITERS

        wishes, turning = self.wishes, self.turning
        return WRITERS[wishes.kind](
            self.snapshot, wishes.plan_ids, wishes.year, path, words=self.words, evaluations=evaluations,
            findings=self.findings, month=wishes.month, options=wishes.options, pc_fonts=wishes.pc_fonts,
            progress=lambda done, total: step(done, total, turning.format(done=done, total=total) if total else ""),
        )  # fmt: skip

    def write_tables(self, path: Path, step: Step) -> Path:
        """Write the paper's tables as a workbook to ``path``, which is returned. Raises KnownProblem, Stopped."""
        from plandesk.core.papers.making import make_report
        from plandesk.exchange.report_tables import write_report_tables

        step(0, 0, "")
        wishes = self.wishes
        report = make_report(
            wishes.kind, self.snapshot, self.evaluations(), self.findings, self.words,
            month=wishes.month, options=wishes.options,
        )  # fmt: skip
        step(0, 0, "")
        write_report_tables(report, path, words=self.words, year=wishes.year)
        return path


def same_paper(one: Order, other: Order) -> bool:
    """Whether both give the same bytes: the same wishes, and not a figure changed between them."""
    return one.wishes == other.wishes and one.snapshot is other.snapshot


@dataclass(frozen=True, slots=True)
class Edition:
    """A paper that was made: of which order, its PDF and its pages ready to be shown.

    ``headings`` are its bookmarks (level, words, page from 1); ``texts`` are its parts that the clerk may write herself; ``concerns`` what speaks against a formal paper.
    """

    order: Order
    pdf: bytes
    pages: "PagePictures"
    headings: tuple[tuple[int, str, int], ...]
    texts: "tuple[FreeText, ...]"
    concerns: tuple[str, ...]


def making(order: Order, editable: "EditableKind | None") -> Callable[[Step], Edition]:
    """The work of making ``order``'s paper in memory, for a Job; ``editable`` where it has parts to write."""

    def work(step: Step) -> Edition:
        from plandesk.core.papers.free_texts import free_texts
        from plandesk.core.papers.making import concerns
        from plandesk.reports.page_pictures import PagePictures

        step(0, 0, "")
        judged = order.evaluations()
        with TemporaryDirectory(prefix="plandesk-") as folder:
            path = Path(folder) / "paper.pdf"
            order.write_judged(judged, path, step)
            pdf = path.read_bytes()
        snapshot, findings, words = order.snapshot, order.findings, order.words
        texts = free_texts(snapshot, judged, findings, words, kind=editable) if editable else ()
        against = concerns(snapshot, judged, findings, words, order.wishes.kind)
        pages = PagePictures(pdf)
        return Edition(order, pdf, pages, pages.headings(), texts, against)

    return work
