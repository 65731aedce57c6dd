"""The gate before sending (上报): what has to be put right first."""

from collections.abc import Iterable

from plandesk.core.findings import SEVERITIES, Finding
from plandesk.core.snapshot import Snapshot


def gate(
    snapshot: Snapshot, year: int, findings: Iterable[Finding], required: Iterable[Finding]
) -> tuple[Finding, ...]:
    """What stands in the way of sending ``year``: errors, unexplained warnings, blanks of quantified targets.

    ``findings`` as ``Checker.check`` gives them, ``required`` as ``Checker.required_gaps``; findings of other
    years and of indicators the file no longer holds do not count. Errors first, otherwise in the order given.
    """
    standing = [
        f for f in (*findings, *required) if f.open and f.year == year and f.indicator in snapshot.library
    ]
    return tuple(sorted(standing, key=lambda f: SEVERITIES.index(f.severity)))
