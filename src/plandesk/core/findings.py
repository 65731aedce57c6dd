"""What a check finds (审核): a sentence at an address, with what to do and whether it has been explained."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from plandesk.core.indicator import Severity
from plandesk.core.records import CellKey

SEVERITIES: tuple[Severity, ...] = get_args(Severity)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of ``rule`` at (indicator, year, cell).

    ``message`` is a whole sentence that says where and what, ``advice`` one that says what to do.
    ``concerned`` are the cells the sentence speaks of (all of them are marked), ``fields`` their fields.
    ``fingerprint`` is the canonical text of every figure concerned: an explanation belongs to it.
    ``explanation`` is the explanation that stands, None where there is none; ``draft`` the text of one that
    no longer fits the figures.
    """

    rule: str
    kind: str
    severity: Severity
    indicator: str
    year: int
    cell: str
    fields: tuple[str, ...]
    concerned: tuple[CellKey, ...]
    message: str
    advice: str
    fingerprint: str
    explanation: str | None = None
    draft: str = ""

    @property
    def open(self) -> bool:
        """Whether it stands in the way of sending: an error, or an unexplained warning; a note never does."""
        return self.severity == "error" or (self.severity == "warning" and self.explanation is None)

    @property
    def address(self) -> CellKey:
        """Where it is shown first."""
        return CellKey(self.indicator, self.year, self.cell)


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many of each severity: error, warning, note (explained ones included)."""
    tally = Counter(f.severity for f in findings)
    return {severity: tally[severity] for severity in SEVERITIES}
