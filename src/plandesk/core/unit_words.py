"""What a unit reports in words: self-assessed goals, progress on measures, problems, the next year's work.

Self-assessments are ``Assessment`` records; the other texts are settings of the file named
``work/<year>/<unit>/<kind>/<name>``, so that they are logged, undone, printed and sent like everything else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from plandesk.core.records import Assessment, Record, Setting
from plandesk.core.snapshot import Snapshot

Kind = Literal["goal", "measure", "text"]
PROBLEMS, NEXT_YEAR = "problems", "next_year"


@dataclass(frozen=True, slots=True)
class WorkKey:
    """A goal (``plan/domain.goal``), a measure (``plan/domain.measure``), or a text about the whole year."""

    kind: Kind
    name: str


def goal_key(plan: str, domain: int, goal: str) -> WorkKey:
    """The key of a goal without figures."""
    return WorkKey("goal", f"{plan}/{domain}.{goal}")


def measure_key(plan: str, domain: int, measure: int) -> WorkKey:
    """The key of a measure."""
    return WorkKey("measure", f"{plan}/{domain}.{measure}")


def text_of(snapshot: Snapshot, key: WorkKey, year: int, unit: str) -> tuple[str, str]:
    """What the file holds for ``key``: the answer ("" but for goals) and the text."""
    if key.kind == "goal":
        plan, _, goal = key.name.partition("/")
        assessment = snapshot.assessments.get((plan, goal, year))
        return ("", "") if assessment is None else (assessment.answer, assessment.evidence)
    return "", snapshot.settings.get(_setting(key, year, unit), "")


def measure_texts(snapshot: Snapshot, key: WorkKey) -> Iterator[tuple[int, str, str]]:
    """What any unit wrote for ``key`` (a measure) in any year: year, unit, text."""
    tail = f"/{key.kind}/{key.name}"
    for name, text in snapshot.settings.items():
        if name.startswith("work/") and name.endswith(tail) and text.strip():
            year, _, unit = name.removeprefix("work/").removesuffix(tail).partition("/")
            if year.isdigit():
                yield int(year), unit, text


def year_texts(snapshot: Snapshot, year: int) -> Iterator[tuple[str, str, str]]:
    """What the units wrote in ``year`` beside the self-assessments: unit, what about (``measure/…``, ``text/problems``),
    text; in a fixed order.
    """
    head = f"work/{year}/"
    for name, text in sorted(snapshot.settings.items()):
        if not name.startswith(head) or not text.strip():
            continue
        for kind in ("measure", "text"):
            unit, mark, about = name.removeprefix(head).partition(f"/{kind}/")
            if mark:
                yield unit, f"{kind}/{about}", text
                break


def record_of(key: WorkKey, year: int, unit: str, answer: str, text: str) -> Record:
    """The record that holds what the unit wrote. Raises ValueError for an answer that is none."""
    if key.kind == "goal":
        plan, _, goal = key.name.partition("/")
        if answer not in ("", "yes", "partly", "no"):
            raise ValueError(f"no answer: {answer!r}")
        return Assessment(plan, goal, year, answer, text)  # type: ignore[arg-type]
    return Setting(_setting(key, year, unit), text)


def _setting(key: WorkKey, year: int, unit: str) -> str:
    return f"work/{year}/{unit}/{key.kind}/{key.name}"
