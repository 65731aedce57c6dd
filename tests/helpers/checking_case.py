"""A small library, typed figures and a checker for the tests of reading and checking; words from the catalogue."""

import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Self

from plandesk.core.checking import Checker
from plandesk.core.entry import Field, type_into
from plandesk.core.findings import Finding
from plandesk.core.form_reader import read_forms
from plandesk.core.indicator import Indicator, Library
from plandesk.core.plan import Domain, Goal, Monitoring, Plan, Region, Target
from plandesk.core.records import CellKey, Observation, Record, SeriesBreak, Town
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words

CATALOGUE = Path(__file__).parents[2] / "resources" / "messages" / "zh_CN"
YEAR = 2024
REGION = Region("示例县", "999999", "county")


def catalogue(name: str) -> dict[str, str]:
    """One file of the catalogue, flat."""
    flat: dict[str, str] = {}

    def add(prefix: str, table: Mapping[str, Any]) -> None:
        for key, value in table.items():
            if isinstance(value, Mapping):
                add(f"{prefix}{key}.", value)
            else:
                flat[prefix + key] = value

    add("", tomllib.loads((CATALOGUE / name).read_text("utf-8")))
    return flat


FINDING_WORDS = Words(catalogue("findings.toml"))


def share_table(code: str = "screening", name: str = "孕产妇乙肝检测率", **changes: Any) -> dict[str, Any]:
    """A share in %, as a form declares it."""
    return {
        "code": code, "name": name, "unit": "%", "base": "100", "numerator": "检测人数", "denominator": "产妇数",
        "better": "higher", "kind": "share", "aggregate": "ratio", "reporter": "卫生健康局", "definition": "……",
        **changes,
    }  # fmt: skip


def rate_table(code: str = "maternal", name: str = "孕产妇死亡率", **changes: Any) -> dict[str, Any]:
    """A rate in /10万."""
    return share_table(code, name) | {
        "unit": "/10万", "base": "100000", "numerator": "孕产妇死亡人数", "denominator": "活产数",
        "better": "lower", "kind": "rate", **changes,
    }  # fmt: skip


def count_table(code: str = "doctors", name: str = "儿科医生数", **changes: Any) -> dict[str, Any]:
    """A count of persons."""
    return {
        "code": code, "name": name, "unit": "人", "better": "higher", "kind": "count", "aggregate": "sum",
        "reporter": "卫生健康局", "definition": "……", **changes,
    }  # fmt: skip


def form_table(
    indicators: Iterable[Mapping[str, Any]], checks: Iterable[Mapping[str, Any]] = (), **changes: Any
) -> dict[str, Any]:
    """A form with those indicators and checks."""
    return {
        "form": "women/health", "title": "妇女与健康", "version": 1,
        "indicator": list(indicators), "check": list(checks), **changes,
    }  # fmt: skip


def library_of(*tables: Mapping[str, Any], checks: Iterable[Mapping[str, Any]] = ()) -> Library:
    """A library of one form."""
    return read_forms([("women/health.toml", form_table(tables, checks))])


def indicator_of(table: Mapping[str, Any]) -> Indicator:
    """The one indicator of ``table``."""
    return library_of(table)[table["code"]]


def plan_of(*codes: str, op: str = "<=", value: str | None = "12", **changes: Any) -> Plan:
    """A plan of 2021—2025 with one goal that has a target for each code."""
    figure = None if value is None else Decimal(value)
    targets = tuple(Target(code, code, op, figure, None, 2025, **changes) for code in codes)  # type: ignore[arg-type]
    goals = (Goal("1", "……", "quantified", targets),)
    return Plan(
        "sample_women", "示例县妇女发展规划", REGION, "women", (2021, 2025), "", "",
        (Domain(1, "妇女与健康", "women/health", goals),), (), (), Monitoring(True, True, True, ""),
    )  # fmt: skip


class Desk:
    """Types figures into a year and says what the checks find."""

    def __init__(
        self,
        *tables: Mapping[str, Any],
        checks: Iterable[Mapping[str, Any]] = (),
        plans: tuple[Plan, ...] = (),
    ) -> None:
        self.library = library_of(*tables, checks=checks)
        self.checker = Checker(self.library, FINDING_WORDS)
        self.plans = plans
        self.observations: dict[CellKey, Observation] = {}
        self.explanations: dict[tuple[str, str, int, str], Any] = {}
        self.breaks: dict[tuple[str, int], SeriesBreak] = {}
        self.towns: tuple[Town, ...] = ()

    def type(self, code: str, text: str, field: Field = "value", cell: str = "", year: int = YEAR,
             origin: str = "typed") -> Self:  # fmt: skip
        """Type one figure."""
        key = CellKey(code, year, cell)
        current = self.observations.get(key)
        self.observations[key] = type_into(current, key, field, text, self.library[code], origin)
        return self

    def parts(self, code: str, numerator: str, denominator: str, cell: str = "", year: int = YEAR) -> Self:
        """Type numerator and denominator."""
        return self.type(code, numerator, "numerator", cell, year).type(
            code, denominator, "denominator", cell, year
        )

    def put(self, record: Record) -> None:
        """Put an explanation in."""
        self.explanations[record.key()] = record  # type: ignore[index]

    @property
    def snapshot(self) -> Snapshot:
        """What stands there now."""
        return Snapshot(
            "sample", REGION, self.plans, self.library, dict(self.observations), dict(self.explanations),
            breaks=dict(self.breaks), towns=self.towns,
        )  # fmt: skip

    def check(self, only: Iterable[CellKey] | None = None, year: int = YEAR) -> tuple[Finding, ...]:
        """All findings."""
        return self.checker.check(self.snapshot, year, None if only is None else set(only))

    def rules(self, year: int = YEAR) -> list[str]:
        """The rules that found something."""
        return [f.rule for f in self.check(year=year)]

    def one(self, rule: str) -> Finding:
        """The only finding of that rule."""
        (found,) = [f for f in self.check() if f.rule == rule]
        return found
