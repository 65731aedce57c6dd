"""A draft kept between sittings: the draft file of each plan, with the document and what has been looked at in it."""

import json
import tomllib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from plandesk.core.declarations import Misdeclared
from plandesk.core.form_reader import indicator_from_mapping, indicator_to_mapping
from plandesk.core.indicator import Library
from plandesk.core.plan import Plan
from plandesk.core.plan_mapping import plan_to_mapping
from plandesk.core.plan_reader import plan_from_mapping
from plandesk.core.problems import KnownProblem
from plandesk.core.words import Words
from plandesk.desktop.reading.lines import STATES, State
from plandesk.desktop.reading.review import Review
from plandesk.planreader.documents import Document
from plandesk.planreader.draft_files import draft_toml, read_draft
from plandesk.planreader.drafts import Draft, Reading, TargetMark, read_document
from plandesk.planreader.local_indicators import LocalIndicator

DRAFT_SUFFIX = ".toml"


def save_review(review: Review, folder: Path) -> tuple[Path, ...]:
    """One draft file per plan in ``folder``, which ``new --plan-file`` takes too. Raises OSError of the disk."""
    folder.mkdir(parents=True, exist_ok=True)
    drafts = [review.draft(number) for number in range(len(review.drafts))]
    files = [folder / f"{draft.plan.id}{DRAFT_SUFFIX}" for draft in drafts]
    for number, (draft, file) in enumerate(zip(drafts, files, strict=True)):
        kept = draft_toml(draft)
        text = kept + "\n".join(_review_lines(review, number, draft, files, _sum(kept))) + "\n"
        fresh = file.with_name(file.name + ".new")
        fresh.write_text(text, encoding="utf-8", newline="\n")
        fresh.replace(file)
    review.mark_saved()
    return tuple(files)


def _sum(text: str) -> str:
    """What tells whether the draft in a file is still the one that was saved."""
    return format(zlib.crc32(text.strip().encode()), "08x")


def _whole(review: Review, number: int) -> str:
    """The draft with its dropped lines, so that they can be taken back in another sitting."""
    draft = review.draft(number, with_dropped=True)
    return json.dumps(
        {
            "plan": plan_to_mapping(draft.plan, stored=True),
            "states": review.states(number, with_dropped=True),
            "marks": [[*m.begin, *m.end, m.text, str(m.confidence), None if m.likeness is None else str(m.likeness)] for m in draft.marks],
            "local": [{"form": e.form, "guessed": list(e.guessed), "indicator": indicator_to_mapping(e.indicator)} for e in draft.local],
        },
        ensure_ascii=False,
    )  # fmt: skip


def _review_lines(
    review: Review, number: int, draft: Draft, files: Sequence[Path], kept: str
) -> Iterator[str]:
    document = review.document
    yield from ("", "[review]", f"document = {_value(document.name)}")
    if any(line.state == "dropped" and line.owner.draft == number for line in review.lines):
        yield f"kept = {_value(kept)}"
        yield f"whole = {_value(_whole(review, number))}"
    yield f"together = {_value([file.name for file in files])}"
    yield f"states = {_value(list(review.states(number)))}"
    yield f"places = {_value([[*mark.begin, *mark.end] for mark in draft.marks])}"
    yield f"matched = {_value(['' if m.likeness is None else str(m.likeness) for m in draft.marks])}"
    yield f"sure = {_value(str(draft.sure))}"
    yield f"goals = {_value([[str(d), no, *(str(n) for n in at)] for (d, no), at in draft.goal_lines.items()])}"
    yield f"numbers = {_value([[str(no), text] for no, text in document.marks.items()])}"
    yield "lines = ["
    yield from (f"  {_value(line)}," for line in document.lines)
    yield "]"


def _value(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    if isinstance(value, int):
        return str(value)
    # a lone half of a surrogate pair cannot stand in a file
    text = str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def open_review(path: Path, library: Library, words: Words) -> Review:
    """A plan's document read, or a saved draft gone on with.

    Raises KnownProblem: those of ``read_document``, ``plan_file_missing``, ``draft_spoilt``, ``draft_without_review``.
    """
    if path.suffix.lower() != DRAFT_SUFFIX:
        return Review(read_document(path, library, words), library, words)
    drafts: list[Draft] = []
    states: list[list[State]] = []
    document: Document | None = None
    for file in _together(path):
        try:
            draft, seen, document = _read(file)
        except Misdeclared as fault:
            raise KnownProblem("draft_spoilt", path=file.name, what=fault.problems[0]) from fault
        except (KeyError, TypeError, ValueError, AttributeError) as fault:
            raise KnownProblem("draft_spoilt", path=file.name, what=words.say("reading.record")) from fault
        drafts.append(draft)
        states.append(seen)
    if document is None:
        raise KnownProblem("draft_without_review", path=path.name)
    return Review(Reading(document, tuple(drafts)), library, words, states)


def _together(path: Path) -> list[Path]:
    """The files saved with ``path`` that are still there, in their order."""
    review = _table(path).get("review")
    if not isinstance(review, dict):
        raise KnownProblem("draft_without_review", path=path.name)
    names = [str(name) for name in review.get("together", []) if Path(str(name)).name == str(name)]
    files = [path.with_name(name) for name in names]
    return [file for file in files if file.exists()] if path in files else [path]


def _table(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise KnownProblem("plan_file_missing", path=str(path)) from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise KnownProblem("draft_spoilt", path=path.name, what=str(fault)) from fault


def _read(path: Path) -> tuple[Draft, list[State], Document]:
    plan, _ = read_draft(path)
    table = _table(path)
    review = table["review"]
    document = Document(
        str(review["document"]),
        tuple(str(line) for line in review["lines"]),
        {int(no): str(text) for no, text in review["numbers"]},
    )
    goals = {(int(domain), str(no)): (int(a), int(b)) for domain, no, a, b in review["goals"]}
    if (kept := _kept(path, review)) is not None:
        plan, marks, local, seen = kept
        return Draft(plan, marks, goals, local, float(review["sure"])), seen, document
    targets = list(_targets(table))
    seen = [next(state for state in STATES if state == word) for word in review["states"]]
    marks = tuple(
        TargetMark(
            (int(place[0]), int(place[1])), (int(place[2]), int(place[3])), str(target["source"]["text"]),
            float(target["confidence"]), float(likeness) if likeness else None,
        )
        for target, place, likeness in zip(targets, review["places"], review["matched"], strict=True)
    )  # fmt: skip
    if len(seen) != len(marks):
        raise ValueError("states")
    draft = Draft(plan, marks, goals, tuple(_local(table)), float(review["sure"]))
    return draft, seen, document


_Kept = tuple[Plan, tuple[TargetMark, ...], tuple[LocalIndicator, ...], list[State]]


def _kept(path: Path, review: Mapping[str, Any]) -> _Kept | None:
    """The draft with its dropped lines; None where none was dropped, or the draft was changed by hand since."""
    if "whole" not in review:
        return None
    text = path.read_text(encoding="utf-8-sig").partition("\n[review]\n")[0]
    if _sum(text) != review["kept"]:
        return None
    whole = json.loads(review["whole"])
    marks = tuple(
        TargetMark((int(a), int(b)), (int(c), int(d)), str(words), float(sure), float(like) if like else None)
        for a, b, c, d, words, sure, like in whole["marks"]
    )
    local = tuple(
        LocalIndicator(str(e["form"]), indicator_from_mapping(e["indicator"]), tuple(map(str, e["guessed"])))
        for e in whole["local"]
    )
    seen = [next(state for state in STATES if state == word) for word in whole["states"]]
    if len(seen) != len(marks):
        raise ValueError("states")
    return plan_from_mapping(whole["plan"]), marks, local, seen


def _targets(table: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every target in the order of ``Plan.placed_targets``."""
    for domain in table.get("domain", []):
        for owner in (*domain.get("goal", []), *domain.get("measure", [])):
            yield from owner.get("target", [])
    for project in table.get("project", []):
        yield from project.get("target", [])


def _local(table: Mapping[str, Any]) -> Iterator[LocalIndicator]:
    for form in table.get("form", []):
        for each in form.get("indicator", []):
            bare = {key: value for key, value in each.items() if key != "guessed"}
            guessed = tuple(str(key) for key in each.get("guessed", []))
            yield LocalIndicator(str(form["form"]), indicator_from_mapping(bare), guessed)
