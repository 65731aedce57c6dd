"""The editable parts: drafted, written, kept while figures change, and said to be of older figures then."""

from dataclasses import replace
from decimal import Decimal

import pytest

from helpers.papers_case import Case, case, usual
from helpers.report_case import MONTH, put, words
from plandesk.core.annual.options import ReportOptions
from plandesk.core.papers.free_texts import EditableKind, FreeText, free_texts, kept
from plandesk.core.papers.making import concerns, make_report
from plandesk.core.records import Setting
from plandesk.core.report_model import Heading, Paragraph, Report
from plandesk.core.snapshot import Snapshot

KINDS: tuple[EditableKind, ...] = ("annual", "midterm", "final")


def texts_of(given: Case, kind: EditableKind) -> tuple[FreeText, ...]:
    return free_texts(given.snapshot, given.evaluations, given.findings, words(), kind=kind)


def report_of(given: Case, kind: EditableKind, options: ReportOptions | None = None) -> Report:
    return make_report(
        kind, given.snapshot, given.evaluations, given.findings, words(), month=MONTH, options=options or ReportOptions()
    )  # fmt: skip


def under(report: Report, heading: str) -> list[str]:
    """The paragraphs under a heading."""
    found: list[str] = []
    inside = False
    for element in report.elements():
        if isinstance(element, Heading):
            inside = element.text == heading
        elif inside and isinstance(element, Paragraph):
            found.append(element.text)
    return found


def with_settings(snapshot: Snapshot, settings: tuple[Setting, ...]) -> Snapshot:
    held = {**snapshot.settings, **{s.name: s.value for s in settings}}
    return replace(snapshot, settings={name: value for name, value in held.items() if value})


def edited(given: Case, kind: EditableKind, text: str) -> Case:
    """The case after the clerk wrote ``text`` for every part."""
    snapshot = given.snapshot
    for one in texts_of(given, kind):
        snapshot = with_settings(snapshot, kept(snapshot, one, text))
    return case(snapshot, given.year)


def with_another_figure(given: Case) -> Case:
    address, found = next(
        (k, o)
        for k, o in given.snapshot.observations.items()
        if k.year == given.year and o.value and not o.denominator
    )
    assert found.value is not None
    changed = replace(found, value=found.value + Decimal(1), text=str(found.value + 1))
    assert changed.address == address
    return case(put(given.snapshot, changed), given.year)


@pytest.mark.parametrize("kind", KINDS)
def test_the_draft_is_what_stands_on_paper(kind: EditableKind) -> None:
    given = usual(kind)
    found = texts_of(given, kind)
    assert len(found) == (2 if kind == "annual" else 3)
    report = report_of(given, kind)
    for one in found:
        assert one.text == one.draft
        assert not one.edited
        assert not one.stale
        assert under(report, one.heading) == one.draft.splitlines()


@pytest.mark.parametrize("kind", KINDS)
def test_own_words_stay_when_figures_change_and_are_said_to_be_older(kind: EditableKind) -> None:
    given = edited(usual(kind), kind, "我写的第一段。\n\n  我写的第二段。")
    assert all(one.edited and not one.stale for one in texts_of(given, kind))
    later = with_another_figure(given)
    for one, before in zip(texts_of(later, kind), texts_of(given, kind), strict=True):
        assert (one.text, one.edited, one.stale) == ("我写的第一段。\n我写的第二段。", True, True)
        assert one.draft_then == before.draft
        note = under(report_of(later, kind, ReportOptions(draft=True)), one.heading)[-1]
        assert "有变动" in note
        assert under(report_of(later, kind), one.heading) == ["我写的第一段。", "我写的第二段。"]
    assert any("数据有变动" in c for c in concerns(
        later.snapshot, later.evaluations, later.findings, words(), kind))  # fmt: skip


def test_a_text_said_to_hold_still_is_no_longer_older() -> None:
    later = with_another_figure(edited(usual("annual"), "annual", "仍然如此。"))
    snapshot = later.snapshot
    for one in texts_of(later, "annual"):
        snapshot = with_settings(snapshot, kept(snapshot, one, one.text))
    assert not any(one.stale for one in texts_of(case(snapshot, later.year), "annual"))


@pytest.mark.parametrize("text", ["", " \n "])
def test_no_words_bring_the_draft_back(text: str) -> None:
    given = edited(edited(usual("annual"), "annual", "我写的。"), "annual", text)
    assert not any(one.edited for one in texts_of(given, "annual"))
    assert given.snapshot.settings == usual("annual").snapshot.settings


def test_the_draft_left_as_it_is_stays_a_draft() -> None:
    given = usual("annual")
    for one in texts_of(given, "annual"):
        assert all(record.is_blank for record in kept(given.snapshot, one, one.draft))


def test_old_files_know_no_basis_and_are_not_accused() -> None:
    given = usual("annual")
    one = texts_of(given, "annual")[0]
    held = with_settings(given.snapshot, (Setting(one.key, "旧版里写的。"),))
    assert next((t.edited, t.stale) for t in texts_of(case(held, given.year), "annual")) == (True, False)
