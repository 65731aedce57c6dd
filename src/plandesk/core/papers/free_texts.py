"""The editable parts of the reports for the window and the command line: draft, own text, whether figures changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from plandesk.core.annual.compose import annual_drafts
from plandesk.core.annual.own_texts import (
    TextPart,
    draft_then,
    is_stale,
    own_paragraphs,
    settings_for,
    text_setting,
)
from plandesk.core.findings import Finding
from plandesk.core.judging import Evaluation
from plandesk.core.papers.evaluation_report import evaluation_drafts
from plandesk.core.records import Setting
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words

EditableKind = Literal["annual", "midterm", "final"]
EDITABLE: tuple[EditableKind, ...] = ("annual", "midterm", "final")


@dataclass(frozen=True, slots=True)
class FreeText:
    """A part of a report that the clerk may write herself (存在问题, 对策建议, 评估工作).

    ``key`` is its setting's name, ``heading`` the words over it on paper, ``draft`` what the figures give today;
    ``text`` is what stands on paper: her own text where ``edited``, else the draft (paragraphs parted by line ends).
    ``stale``: the plan's figures changed since she wrote it; ``draft_then`` is the draft of that time.
    """

    key: str
    plan_id: str
    year: int
    part: TextPart
    heading: str
    draft: str
    text: str
    edited: bool
    stale: bool
    draft_then: str


def free_texts(
    snapshot: Snapshot,
    evaluations: Sequence[Evaluation],
    findings: Sequence[Finding],
    words: Words,
    *,
    kind: EditableKind = "annual",
) -> tuple[FreeText, ...]:
    """The editable parts of a report on the evaluated plans (all of one year), in the order of the report."""
    if kind == "annual":
        drafts = annual_drafts(snapshot, evaluations, words)
    else:
        drafts = evaluation_drafts(snapshot, evaluations, findings, words, kind)
    year = evaluations[0].year if evaluations else 0
    found: list[FreeText] = []
    for plan, part, heading, draft in drafts:
        own = own_paragraphs(snapshot, plan, year, part)
        found.append(
            FreeText(
                text_setting(plan.id, year, part), plan.id, year, part, heading,
                "\n".join(draft), "\n".join(own or draft), bool(own), is_stale(snapshot, plan, year, part),
                draft_then(snapshot, plan, year, part),
            )
        )  # fmt: skip
    return tuple(found)


def kept(snapshot: Snapshot, given: FreeText, text: str) -> tuple[Setting, ...]:
    """The records to write so that ``text`` stands on paper from now on; written on today's figures, so not stale.

    Blank text, or text equal to the draft, brings the draft back. ``kept(snapshot, given, given.text)`` is how the
    clerk says that her text still holds after figures changed.
    """
    return settings_for(
        snapshot, snapshot.plan(given.plan_id), given.year, given.part, text, given.draft.splitlines()
    )
