"""Drafts as JSON (``read-plan --json``) and as files that ``new --plan-file`` takes (DRAFT.toml)."""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from plandesk.core.declarations import Misdeclared
from plandesk.core.form_reader import form_from_mapping, indicator_to_mapping
from plandesk.core.indicator import Form
from plandesk.core.plan import Domain, Plan
from plandesk.core.plan_mapping import plan_to_mapping
from plandesk.core.plan_reader import read_plan
from plandesk.core.problems import KnownProblem
from plandesk.planreader.drafts import Draft, TargetMark

Mapped = dict[str, object]


def draft_to_mapping(draft: Draft) -> Mapped:
    """The draft as ``plan --json`` prints a plan, each target with ``source`` and ``confidence``."""
    mapping = plan_to_mapping(draft.plan)
    for target, mark in zip(_targets(mapping), draft.marks, strict=True):
        target["source"] = {"line": mark.begin[0], "text": mark.text}
        target["confidence"] = mark.confidence
    mapping["local_indicators"] = [
        indicator_to_mapping(each.indicator) | {"form": each.form, "guessed": list(each.guessed)}
        for each in draft.local
    ]
    return mapping


def _targets(mapping: Mapping[str, object]) -> Iterator[Mapped]:
    """Every target of a plan's mapping in the order of ``Plan.placed_targets``."""
    for domain in _tables(mapping, "domains"):
        for goal in _tables(domain, "goals"):
            yield from _tables(goal, "targets")
        for measure in _tables(domain, "measures"):
            yield from _tables(measure, "targets")
    for project in _tables(mapping, "projects"):
        yield from _tables(project, "targets")


def _tables(mapping: Mapping[str, object], key: str) -> list[Mapped]:
    found = mapping.get(key)
    return [table for table in found if isinstance(table, dict)] if isinstance(found, list) else []


def write_drafts(drafts: Sequence[Draft], folder: Path) -> tuple[Path, ...]:
    """One TOML per draft in ``folder`` (made if it is not there). Raises OSError of the disk."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for draft in drafts:
        file = folder / f"{draft.plan.id}.toml"
        file.write_text(draft_toml(draft), encoding="utf-8", newline="\n")
        files.append(file)
    return tuple(files)


def read_draft(path: Path) -> tuple[Plan, tuple[Form, ...]]:
    """A draft or pack file: the plan, and the forms of its local indicators.

    Raises KnownProblem ``plan_file_missing``, and ``Misdeclared`` with all that is wrong in it.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise KnownProblem("plan_file_missing", path=str(path)) from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise Misdeclared((f"{path.name}：{fault}",)) from fault
    problems: list[str] = []
    forms: list[Form] = []
    plan: Plan | None = None
    for form in _tables(table, "form"):
        bare = {key: value for key, value in form.items() if key != "indicator"}
        bare["indicator"] = [
            {k: v for k, v in i.items() if k != "guessed"} for i in _tables(form, "indicator")
        ]
        try:
            forms.append(form_from_mapping(bare))
        except Misdeclared as fault:
            problems += fault.problems
    try:
        plan = read_plan(path.name, table)
    except Misdeclared as fault:
        problems += fault.problems
    if problems or plan is None:
        raise Misdeclared(tuple(problems))
    return plan, tuple(forms)


def draft_toml(draft: Draft) -> str:
    """The draft as a file: a pack's keys, ``source`` and ``confidence`` at every target, ``[[form]]`` for its own
    indicators (``guessed`` names the keys that are guesses)."""
    marks = iter(draft.marks)
    mapping = plan_to_mapping(draft.plan, stored=True)
    lines = [
        f"{key} = {_value(mapping[key])}"
        for key in ("id", "title", "audience", "period", "doc_no", "issued", "version")
    ]
    for key in ("region", "monitoring"):
        lines += ["", f"[{key}]", *_pairs(mapping[key])]
    for domain in _tables(mapping, "domains"):
        lines += ["", "[[domain]]", *_pairs(domain, without=("goals", "measures"))]
        for goal in _tables(domain, "goals"):
            lines += ["", "[[domain.goal]]", *_pairs(goal, without=("targets",))]
            lines += _target_lines(goal, "domain.goal.target", marks)
        for measure in _tables(domain, "measures"):
            lines += ["", "[[domain.measure]]", *_pairs(measure, without=("targets",))]
            lines += _target_lines(measure, "domain.measure.target", marks)
    for project in _tables(mapping, "projects"):
        lines += ["", "[[project]]", *_pairs(project, without=("targets",))]
        lines += _target_lines(project, "project.target", marks)
    for baseline in _tables(mapping, "baselines"):
        lines += ["", "[[baseline]]", *_pairs(baseline)]
    return "\n".join([*lines, *_form_lines(draft), ""])


def _target_lines(owner: Mapped, key: str, marks: Iterator[TargetMark]) -> Iterator[str]:
    for target in _tables(owner, "targets"):
        mark = next(marks)
        yield from ("", f"[[{key}]]", *_pairs(target))
        yield f"source = {_value({'line': mark.begin[0], 'text': mark.text})}"
        yield f"confidence = {_value(format(mark.confidence, '.2f'))}"


def _form_lines(draft: Draft) -> Iterator[str]:
    own: dict[str, list[str]] = {}
    domains: dict[str, Domain] = {domain.form: domain for domain in reversed(draft.plan.domains)}
    for each in draft.local:
        table = indicator_to_mapping(each.indicator) | {"guessed": list(each.guessed)}
        own.setdefault(each.form, []).extend(["", "[[form.indicator]]", *_pairs(table)])
    for form in [f for f in domains if f.endswith("/other") and f not in own]:
        own[form] = []
    for form, lines in own.items():
        title = domains[form].name if form in domains else form
        yield from ("", "[[form]]", f"form = {_value(form)}", f"title = {_value(title)}", *lines)


def _pairs(table: object, without: Sequence[str] = ()) -> Iterator[str]:
    if isinstance(table, Mapping):
        for key, value in table.items():
            if key not in without and value is not None and value is not False and value != []:
                yield f"{key} = {_value(value)}"
            elif value is False and key in ("annual", "midterm", "final"):
                yield f"{key} = false"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(v)}" for key, v in value.items() if v is not None) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value("" if v is None else v) for v in value) + "]"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
