"""Snapshots of real packs with figures, and the reports made of them, for the tests of paper."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache

from plandesk.core.annual.compose import annual_report
from plandesk.core.findings import Finding
from plandesk.core.indicator import Indicator, Library
from plandesk.core.judging import Evaluation, evaluate
from plandesk.core.plan import Plan, Target
from plandesk.core.quantity import rounded
from plandesk.core.records import CellKey, Observation
from plandesk.core.report_model import Paragraph, Report, Row, Table
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.store.shelf import load_library, load_pack, load_words

YEARS = (2021, 2022, 2023, 2024)
YEAR = 2024
MONTH = "2025年6月"


@cache
def words() -> Words:
    return load_words()


@cache
def library() -> Library:
    return load_library()


@cache
def plan(pack: str) -> Plan:
    return load_pack(pack)


@cache
def filled(*packs: str) -> Snapshot:
    """Both or one of 永济's plans with sample figures near their targets; every ninth indicator has none in 2024."""
    plans = tuple(plan(pack) for pack in packs)
    targets: dict[str, Target] = {}
    for one in plans:
        for placed in one.placed_targets():
            targets.setdefault(placed.target.indicator, placed.target)
            against = (placed.target.relative.against if placed.target.relative else None) or ""
            if against in library():
                targets.setdefault(
                    against, replace(placed.target, indicator=against, relative=None, value=None)
                )
    found: dict[CellKey, Observation] = {}
    for number, (code, target) in enumerate(sorted(targets.items())):
        for year in YEARS:
            if number % 9 == 4 and year == YEAR:
                found[CellKey(code, year)] = Observation(code, year, status="not_published", origin="sample")
            else:
                found[CellKey(code, year)] = _figure(library()[code], target, year)
    return Snapshot("file", plans[0].region, plans, library(), found)


def _figure(indicator: Indicator, target: Target, year: int) -> Observation:
    seed = zlib.crc32(indicator.code.encode())
    level = target.value if target.value is not None and target.relative is None else Decimal(40)
    near = level * (Decimal(92) + seed % 13) / 100
    value = near * (1 + Decimal(seed % 7 - 2) * (year - YEARS[0]) / 200)
    if indicator.kind == "share":
        value = min(value, Decimal(100))
    if not indicator.has_parts or indicator.base is None:
        shown = rounded(value, indicator.decimals)
        return Observation(
            indicator.code, year, text=str(shown), value=shown, status="value", origin="sample"
        )
    denominator = Decimal((63, 2950, 41000)[seed % 3])
    numerator = rounded(value * denominator / indicator.base, 0)
    shown = rounded(indicator.base * numerator / denominator, indicator.decimals)
    return Observation(
        indicator.code, year, numerator=numerator, denominator=denominator, numerator_text=str(numerator),
        denominator_text=str(denominator), value=shown, status="value", origin="sample",
    )  # fmt: skip


def put(snapshot: Snapshot, *observations: Observation) -> Snapshot:
    """``snapshot`` with some observations replaced."""
    changed: Mapping[CellKey, Observation] = {o.address: o for o in observations}
    return replace(snapshot, observations={**snapshot.observations, **changed})


def evaluations(snapshot: Snapshot, findings: Iterable[Finding] = ()) -> list[Evaluation]:
    return [evaluate(snapshot, one, YEAR, findings, words=words()) for one in snapshot.plans]


def report(snapshot: Snapshot, findings: Iterable[Finding] = ()) -> Report:
    known = list(findings)
    return annual_report(snapshot, evaluations(snapshot, known), known, words(), month=MONTH)


def texts(made: Report) -> list[str]:
    """Every paragraph's words."""
    return [e.lead + e.text for e in made.elements() if isinstance(e, Paragraph)]


def cells(tables: Iterable[Table]) -> list[str]:
    """Every cell of every table."""
    return [cell for table in tables for line in table.lines if isinstance(line, Row) for cell in line.cells]
