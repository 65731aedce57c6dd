"""set, record, sample, baseline, benchmark, assess, break, towns, show: figures in and out."""

import csv
import io
from argparse import Namespace
from collections.abc import Iterable, Mapping
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import cast

from plandesk.cli.context import FIRST_YEAR, LAST_YEAR, Context, chosen_plan, print_json, say
from plandesk.core.checking import Finding
from plandesk.core.entry import FIGURE_FIELDS, Field, set_status, type_into
from plandesk.core.entry_sheet import domain_sheet, plan_indicators
from plandesk.core.figures import make_cell, parse_cell
from plandesk.core.indicator import Indicator
from plandesk.core.problems import KnownProblem
from plandesk.core.quantity import Unreadable, canonical, read_number
from plandesk.core.records import (
    NO_FIGURE,
    STATUS_WORDS,
    Assessment,
    Benchmark,
    CellKey,
    EnteredBaseline,
    Observation,
    SeriesBreak,
    Status,
    Town,
)
from plandesk.core.sample import sample_figures
from plandesk.core.snapshot import Snapshot
from plandesk.store.national import load_national

CSV_COLUMNS = ("indicator", "cell", "value", "numerator", "denominator", "status", "note")


def set_figure(context: Context, args: Namespace) -> int:
    """One value: what the command states replaces what stood in the cell."""
    with context.open(args.file, by=args.by) as file:
        before = file.snapshot()
        indicator = known_indicator(before, args.indicator)
        address = CellKey(indicator.code, args.year, checked_cell(before, indicator, args.cell))
        stated = {"value": args.value, "numerator": args.numerator, "denominator": args.denominator}
        if all(text is None for text in stated.values()) and args.status is None and args.note is None:
            raise KnownProblem("nothing_to_set", indicator=indicator.name)
        _either(stated, args.status, indicator)
        observation = before.observation(*_parts(address))
        if any(text is not None for text in stated.values()):
            stated = {field: text or "" for field, text in stated.items()}
        observation = _stated(observation, address, indicator, stated, args.status, args.note)
        file.record([observation], origin="cli", label=_label(context, indicator, args.year))
        snapshot = file.snapshot()
    findings = [f for f in context.findings(snapshot, args.year, only={address}) if address in f.concerned]
    if args.json:
        stored = snapshot.observation(*_parts(address))
        print_json({**(_shown(stored) if stored else {"indicator": indicator.code, "cell": address.cell}),
                    "findings": [finding_mapping(f) for f in findings]})  # fmt: skip
    else:
        say(context.words.say("cli.stored", indicator=indicator.name, year=args.year))
        _say_findings(findings)
    return 1 if any(f.severity == "error" for f in findings) else 0


def record(context: Context, args: Namespace) -> int:
    """A table of figures in one step; blanks in it change nothing."""
    rows = _csv_rows(args.source, required=("indicator",))
    with context.open(args.file, by=args.by) as file:
        snapshot = file.snapshot()
        written: dict[CellKey, Observation] = {}
        for line, row in rows:
            indicator = known_indicator(snapshot, row["indicator"], line=line)
            address = CellKey(
                indicator.code, args.year, checked_cell(snapshot, indicator, row.get("cell", ""), line)
            )
            stated = {field: row.get(field) or None for field in ("value", "numerator", "denominator")}
            status = _status(row.get("status", ""), line)
            _either(stated, status, indicator, line)
            before = written.get(address) or snapshot.observation(*_parts(address))
            written[address] = _stated(before, address, indicator, stated, status, row.get("note") or None)
        label = context.words.say("log.record", rows=len(rows), source=Path(args.source).name, year=args.year)
        changed = file.record(written.values(), origin="import", label=label)
        snapshot = file.snapshot()
    findings = [
        f
        for f in context.findings(snapshot, args.year, only=set(written))
        if written.keys() & set(f.concerned)
    ]
    errors = [f for f in findings if f.severity == "error"]
    if args.json:
        print_json({"rows": len(rows), "changed": len(changed.changes),
                    "findings": [finding_mapping(f) for f in findings]})  # fmt: skip
    else:
        say(
            context.words.say(
                "cli.recorded", rows=len(rows), changed=len(changed.changes), errors=len(errors)
            )
        )
        _say_findings(findings)
    return 1 if errors else 0


def sample(context: Context, args: Namespace) -> int:
    """Plausible figures for trying things out, each marked 示例; cells that hold something are left alone."""
    with context.open(args.file, by=args.by) as file:
        snapshot = file.snapshot()
        figures = sample_figures(
            snapshot, years_of(args.years), seed=args.seed, national=load_national(), words=context.words
        )
        label = context.words.say("log.sample", years=args.years)
        changed = file.record(figures, origin="sample", label=label)
    say(context.words.say("cli.sampled", cells=len(changed.changes), years=args.years))
    return 0


def baseline(context: Context, args: Namespace) -> int:
    """The base figure (基期) of a relative target."""
    return _plan_figure(context, args, EnteredBaseline)


def benchmark(context: Context, args: Namespace) -> int:
    """The outside figure a target is compared with."""
    return _plan_figure(context, args, Benchmark)


def _plan_figure(context: Context, args: Namespace, kind: type[EnteredBaseline] | type[Benchmark]) -> int:
    try:
        value = read_number(args.value)
    except Unreadable:
        raise KnownProblem("unreadable_figure", text=args.value) from None
    with context.open(args.file, by=args.by) as file:
        snapshot = file.snapshot()
        plan = chosen_plan(snapshot, args.plan)
        indicator = known_indicator(snapshot, args.indicator)
        if indicator.code not in plan_indicators(plan, snapshot.library, snapshot.substitutes):
            raise KnownProblem("not_in_plan", indicator=indicator.name, plan=plan.title)
        if value < 0 and indicator.limits[0] == 0:
            raise KnownProblem("negative_figure", indicator=indicator.name, text=args.value)
        figure = kind(plan=plan.id, indicator=indicator.code, year=args.year, value=value)
        file.record([figure], origin="cli", label=context.words.say(f"log.{kind.table}", indicator=indicator.name,
                                                                    year=args.year))  # fmt: skip
    say(context.words.say("cli.stored", indicator=indicator.name, year=args.year))
    return 0


def assess(context: Context, args: Namespace) -> int:
    """自评 of a goal without figures, with its evidence."""
    with context.open(args.file, by=args.by) as file:
        plan = chosen_plan(file.snapshot(), args.plan)
        goals = {f"{d.no}.{g.no}": g for d in plan.domains for g in d.goals}
        if args.goal not in goals:
            raise KnownProblem("no_such_goal", goal=args.goal, plan=plan.title)
        if not args.evidence.strip():
            raise KnownProblem("evidence_missing", goal=args.goal)
        if goals[args.goal].kind == "quantified":
            raise KnownProblem("goal_has_figures", goal=args.goal)
        goal = Assessment(plan.id, args.goal, args.year, args.answer, args.evidence.strip())
        file.record(
            [goal], origin="cli", label=context.words.say("log.assessment", goal=args.goal, year=args.year)
        )
    say(context.words.say("cli.assessed", goal=args.goal, summary=goals[args.goal].summary))
    return 0


def series_break(context: Context, args: Namespace) -> int:
    """口径变动: no comparison across it."""
    with context.open(args.file, by=args.by) as file:
        indicator = known_indicator(file.snapshot(), args.indicator)
        if not args.reason.strip():
            raise KnownProblem("reason_missing", indicator=indicator.name)
        label = context.words.say("log.series_break", indicator=indicator.name, year=args.year)
        file.record([SeriesBreak(indicator.code, args.year, args.reason.strip())], origin="cli", label=label)
    say(context.words.say("cli.stored", indicator=indicator.name, year=args.year))
    return 0


def towns(context: Context, args: Namespace) -> int:
    """The townships, in the order of the table's first column."""
    names = [cells[0].strip() for _, cells in _table(args.source) if cells[0].strip()]
    if names and names[0] in ("name", "镇街", "乡镇", "名称"):
        names = names[1:]
    doubled = sorted({n for n in names if names.count(n) > 1})
    if not names or doubled or any(";" in n or "=" in n for n in names):
        raise KnownProblem("bad_towns", path=args.source, doubled="、".join(doubled) or "无")
    with context.open(args.file, by=args.by) as file:
        gone = [Town(t.name) for t in file.snapshot().towns if t.name not in names]
        listed = [Town(name, position) for position, name in enumerate(names, 1)]
        file.record([*gone, *listed], origin="cli", label=context.words.say("log.towns", count=len(names)))
    say(context.words.say("cli.towns", count=len(names)))
    return 0


def show(context: Context, args: Namespace) -> int:
    """The figures of a year, in the order of the forms."""
    with context.look(args.file) as file:
        snapshot = file.snapshot()
    found: Mapping[CellKey, Observation] = snapshot.observations
    if args.region and args.region != snapshot.region.code:
        if args.region not in snapshot.counties:
            raise KnownProblem("no_such_region", code=args.region, there="、".join(snapshot.counties) or "无")
        found = snapshot.counties[args.region]
    codes = _codes(snapshot, args)
    place = {code: n for n, code in enumerate(codes)}
    observations = sorted(
        (o for key, o in found.items() if key.year == args.year and key.indicator in place),
        key=lambda o: (place[o.indicator], o.cell),
    )
    if args.json:
        print_json([_shown(o) for o in observations])
    else:
        for o in observations:
            name = snapshot.indicator(o.indicator).name
            say(f"{name}\t{o.cell}\t{o.text or canonical_or_word(o)}\t{o.note}")
    return 0


def _codes(snapshot: Snapshot, args: Namespace) -> list[str]:
    plans = [chosen_plan(snapshot, args.plan)] if args.plan else list(snapshot.plans)
    if args.domain is None and not args.plan:
        return list(snapshot.library.by_code)
    codes: list[str] = []
    for plan in plans:
        for domain in plan.domains:
            if args.domain is None or domain.no == args.domain:
                codes += [
                    r.indicator.code
                    for s in domain_sheet(plan, domain, snapshot.library, snapshot.substitutes)
                    for r in s.rows
                ]
        if args.domain is None:
            codes += [t.indicator for project in plan.projects for t in project.targets]
    return list(dict.fromkeys(codes))


def known_indicator(snapshot: Snapshot, code: str, line: int | None = None) -> Indicator:
    """The indicator of the file with that code. Raises KnownProblem with the nearest code."""
    code = code.strip()
    if code in snapshot.library:
        return snapshot.library[code]
    near = get_close_matches(code, list(snapshot.library.by_code), n=1, cutoff=0.0)
    where = f"第{line}行" if line else ""
    raise KnownProblem("no_such_indicator", where=where, code=code, near=near[0] if near else "无")


def checked_cell(snapshot: Snapshot, indicator: Indicator, cell: str | None, line: int | None = None) -> str:
    """``cell`` in its canonical order. Raises KnownProblem where the indicator has no such breakdown."""
    where = f"第{line}行" if line else ""
    try:
        parts = parse_cell((cell or "").strip())
    except ValueError:
        raise KnownProblem("bad_cell", where=where, cell=cell, indicator=indicator.name) from None
    towns_there = {t.name for t in snapshot.towns}
    for dimension, member in parts:
        if dimension not in indicator.breakdowns:
            there = "、".join(indicator.breakdowns) or "无"
            raise KnownProblem(
                "no_such_breakdown", where=where, cell=cell, indicator=indicator.name, there=there
            )
        if dimension == "town" and member not in towns_there:
            raise KnownProblem("no_such_town", where=where, town=member)
        if dimension == "age" and indicator.ages and member not in indicator.ages:
            raise KnownProblem("no_such_age", where=where, age=member, there="、".join(indicator.ages))
    return make_cell(parts)


def years_of(text: str) -> tuple[int, ...]:
    """``2021-2024`` or ``2024`` as years, ascending. Raises KnownProblem."""
    first, _, last = text.partition("-")
    if not (first.isdigit() and (last or first).isdigit()):
        raise KnownProblem("bad_years", years=text)
    start, end = int(first), int(last or first)
    if not FIRST_YEAR <= start <= end <= LAST_YEAR:
        raise KnownProblem("bad_years", years=text)
    return tuple(range(start, end + 1))


def finding_mapping(finding: Finding) -> dict[str, str | None]:
    """A finding as ``check`` prints it."""
    return {
        "rule": finding.rule, "kind": finding.kind, "severity": finding.severity, "indicator": finding.indicator,
        "cell": finding.cell, "message": f"{finding.message}{finding.advice}", "explanation": finding.explanation,
    }  # fmt: skip


def canonical_or_word(observation: Observation) -> str:
    """The value as canonical text, or the status word, or nothing."""
    if observation.value is not None:
        return canonical(observation.value)
    return STATUS_WORDS.get(observation.status, "")


def _stated(
    observation: Observation | None, address: CellKey, indicator: Indicator,
    stated: Mapping[str, str | None], status: str | None, note: str | None,
) -> Observation:  # fmt: skip
    # what is cleared first, so that clearing does not undo a status word typed as the value
    fields: list[Field] = sorted(FIGURE_FIELDS, key=lambda field: bool(stated[field]))
    for field in fields:
        text = stated[field]
        if text is not None:
            observation = type_into(observation, address, field, text, indicator, "cli")
    if status:
        observation = set_status(observation, address, cast(Status, status), "cli")
    if note is not None:
        observation = type_into(observation, address, "note", note, indicator, "cli")
    assert observation is not None or status is None
    return observation or Observation(*_parts(address))


def _either(
    stated: Mapping[str, str | None], status: str | None, indicator: Indicator, line: int | None = None
) -> None:
    if status and any(stated.values()):
        raise KnownProblem("value_and_status", where=f"第{line}行" if line else "", indicator=indicator.name)


def _status(word: str, line: int) -> str | None:
    word = word.strip()
    if not word or word == "value":
        return None
    by_word = {v: k for k, v in STATUS_WORDS.items()}
    status = by_word.get(word, word)
    if status not in NO_FIGURE:
        raise KnownProblem("no_such_status", where=f"第{line}行", status=word, there="、".join(NO_FIGURE))
    return status


def _shown(o: Observation) -> dict[str, str | None]:
    def printed(value: Decimal | None) -> str | None:
        return None if value is None else canonical(value)

    parts = f"{o.numerator_text}/{o.denominator_text}" if o.numerator_text or o.denominator_text else ""
    return {
        "indicator": o.indicator, "cell": o.cell, "text": o.text or parts, "value": printed(o.value),
        "numerator": printed(o.numerator), "denominator": printed(o.denominator), "status": o.status,
        "note": o.note, "origin": o.origin,
    }  # fmt: skip


def _csv_rows(source: str, required: Iterable[str]) -> list[tuple[int, dict[str, str]]]:
    head, *table = _table(source) or [(1, [])]
    columns = [c.strip() for c in head[1]]
    _check_columns(source, columns, required)
    rows = []
    for line, cells in table:
        if len(cells) > len(columns):
            raise KnownProblem("row_too_long", path=source, line=line)
        cells += [""] * (len(columns) - len(cells))
        cleaned = {column: cell.strip() for column, cell in zip(columns, cells, strict=True)}
        if any(cleaned.values()):
            rows.append((line, cleaned))
    return rows


def _check_columns(source: str, columns: list[str], required: Iterable[str]) -> None:
    missing = [c for c in required if c not in columns]
    unknown = [c or "（空）" for c in columns if c not in CSV_COLUMNS]
    if missing or unknown:
        wrong = [f"缺少列 {'、'.join(missing)}"] * bool(missing) + [f"多出列 {'、'.join(unknown)}"] * bool(
            unknown
        )
        raise KnownProblem("bad_columns", path=source, columns="，".join(wrong), want=",".join(CSV_COLUMNS))
    twice = sorted({c for c in columns if columns.count(c) > 1})
    if twice:
        raise KnownProblem("column_twice", path=source, columns="、".join(twice))


def _table(source: str) -> list[tuple[int, list[str]]]:
    """The rows of a CSV that hold anything, with the number of their last line, counted from 1."""
    reader = csv.reader(io.StringIO(_text_of(source)), strict=True)
    try:
        return [(reader.line_num, cells) for cells in reader if cells]
    except csv.Error:
        raise KnownProblem("bad_csv", path=source, line=reader.line_num) from None


def _text_of(source: str) -> str:
    raw = Path(source).read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise KnownProblem("unknown_encoding", path=source)


def _parts(address: CellKey) -> tuple[str, int, str]:
    return address.indicator, address.year, address.cell


def _label(context: Context, indicator: Indicator, year: int) -> str:
    return context.words.say("log.typed", indicator=indicator.name, year=year)


def _say_findings(findings: Iterable[Finding]) -> None:
    for finding in findings:
        say(f"{finding.message}{finding.advice}")
