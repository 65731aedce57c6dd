"""Small plans, indicators and data files for the tests of judging: built from the dataclasses, no files read
but words.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from plandesk.core.findings import Finding
from plandesk.core.indicator import Form, Indicator, Library
from plandesk.core.judging import Evaluation, Judgement, evaluate
from plandesk.core.plan import (
    Baseline,
    Domain,
    Goal,
    Measure,
    Monitoring,
    Op,
    Plan,
    Region,
    Relative,
    Target,
)
from plandesk.core.records import (
    Assessment,
    Benchmark,
    CellKey,
    EnteredBaseline,
    MissingItem,
    Observation,
    SeriesBreak,
    Substitute,
    Town,
)
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words

REGION = Region("示例县", "999999", "county")
PLAN_ID = "sample_women"
CATALOGUE = Path(__file__).parents[2] / "resources" / "messages" / "zh_CN"


def judging_words() -> Words:
    """The words of judging, flat as the store's reader makes them."""
    flat: dict[str, str] = {}

    def add(prefix: str, table: Mapping[str, Any]) -> None:
        for key, value in table.items():
            if isinstance(value, Mapping):
                add(f"{prefix}{key}.", value)
            else:
                flat[prefix + key] = value

    add("", tomllib.loads((CATALOGUE / "judging.toml").read_text("utf-8")))
    return Words(flat)


WORDS = judging_words()


def share(code: str = "share", **changes: Any) -> Indicator:
    """A share in %, better higher."""
    made = Indicator(
        code, f"指标{code}", "%", "higher", "share", "教育局", "……",
        base=Decimal(100), numerator="甲", denominator="乙", limits=(Decimal(0), Decimal(100)),
    )  # fmt: skip
    return replace(made, **changes)


def death_rate(code: str = "maternal", **changes: Any) -> Indicator:
    """孕产妇死亡率, /10万: an event rate of which lower is better."""
    made = Indicator(
        code, "孕产妇死亡率", "/10万", "lower", "rate", "卫生健康局", "……", base=Decimal(100000),
        numerator="孕产妇死亡人数", denominator="活产数", period_kind="mch_year", limits=(Decimal(0), None),
    )  # fmt: skip
    return replace(made, **changes)


def level(code: str = "level", **changes: Any) -> Indicator:
    """A mean of which higher is better, without parts (人均预期寿命)."""
    return replace(Indicator(code, "人均预期寿命", "岁", "higher", "mean", "统计局", "……"), **changes)


def target(indicator: str, op: Op, value: str | None = None, stage: int = 2025, **changes: Any) -> Target:
    """A target of ``indicator``; ``value`` and ``value2`` as text."""
    if isinstance(changes.get("value2"), str):
        changes["value2"] = Decimal(changes["value2"])
    unit = changes.pop("unit", None)
    return Target(indicator, indicator, op, None if value is None else Decimal(value), unit, stage, **changes)


def change(direction: str, per: str, since: int | None = 2020, unit: str = "%") -> Relative:
    """A relative target's change."""
    return Relative("change", direction, per, since, unit)  # type: ignore[arg-type]


def goal(no: str, *targets: Target, kind: str = "quantified") -> Goal:
    """A goal with its targets."""
    return Goal(no, f"目标{no}的概括", kind, targets)  # type: ignore[arg-type]


def plan_of(
    *goals: Goal, measures: tuple[Measure, ...] = (), projects: tuple[Measure, ...] = (),
    baselines: Mapping[tuple[str, int], str] | None = None, period: tuple[int, int] = (2021, 2025),
) -> Plan:  # fmt: skip
    """A plan of one domain."""
    domain = Domain(1, "妇女与健康", "women/health", goals, measures)
    recorded = tuple(Baseline(code, year, Decimal(v)) for (code, year), v in (baselines or {}).items())
    monitoring = Monitoring(True, True, True, "统计局")
    return Plan(
        PLAN_ID,
        "示例县妇女发展规划",
        REGION,
        "women",
        period,
        "",
        "",
        (domain,),
        projects,
        recorded,
        monitoring,
    )


def library_of(*indicators: Indicator) -> Library:
    """A library of one form."""
    return Library.of((Form("women/health", "妇女与健康", 1, indicators),))


def observed(
    code: str, year: int, what: object, cell: str = "", indicator: Indicator | None = None
) -> Observation:
    """An observation: a figure as text, ``(numerator, denominator)``, or ``!`` and a status."""
    if isinstance(what, tuple):
        numerator, denominator = Decimal(what[0]), Decimal(what[1])
        base = indicator.base if indicator is not None and indicator.base is not None else Decimal(100)
        value = base * numerator / denominator if denominator else None
        return Observation(
            code, year, cell, numerator_text=str(what[0]), denominator_text=str(what[1]), value=value,
            numerator=numerator, denominator=denominator, status="value" if denominator else "no_case",
        )  # fmt: skip
    text = str(what)
    if text.startswith("!"):
        return Observation(code, year, cell, status=text[1:])  # type: ignore[arg-type]
    return Observation(code, year, cell, text=text, value=Decimal(text), status="value")


class File:
    """A data file in memory: plan, library and what was entered; ``judge`` judges it in a year."""

    def __init__(self, plan: Plan, *indicators: Indicator) -> None:
        self.plan = plan
        self.library = library_of(*indicators)
        self.observations: dict[CellKey, Observation] = {}
        self.records: dict[str, dict[Any, Any]] = {
            "baselines": {},
            "benchmarks": {},
            "assessments": {},
            "breaks": {},
            "substitutes": {},
            "missing_items": {},
            "settings": {},
        }
        self.towns: tuple[Town, ...] = ()

    def enter(self, code: str, figures: Mapping[int, object], cell: str = "") -> "File":
        """Enter figures of an indicator by year."""
        for year, what in figures.items():
            made = observed(code, year, what, cell, self.library[code])
            self.observations[made.address] = made
        return self

    def baseline(self, code: str, year: int, value: str) -> "File":
        record = EnteredBaseline(self.plan.id, code, year, Decimal(value))
        self.records["baselines"][record.key()] = record
        return self

    def benchmark(self, code: str, year: int, value: str) -> "File":
        record = Benchmark(self.plan.id, code, year, Decimal(value))
        self.records["benchmarks"][record.key()] = record
        return self

    def assess(self, goal_no: str, year: int, answer: str, evidence: str) -> "File":
        record = Assessment(self.plan.id, goal_no, year, answer, evidence)  # type: ignore[arg-type]
        self.records["assessments"][record.key()] = record
        return self

    def broken(self, code: str, year: int, reason: str = "统计口径调整") -> "File":
        record = SeriesBreak(code, year, reason)
        self.records["breaks"][record.key()] = record
        return self

    def substitute(self, code: str, other: str, reason: str = "本指标尚未统计", **since: int) -> "File":
        record = Substitute(self.plan.id, code, other, reason, **since)
        self.records["substitutes"][record.key()] = record
        return self

    def missing(self, code: str, surveyor: str, due: str, how: str = "") -> "File":
        self.records["missing_items"][code] = MissingItem(code, surveyor, due, how)
        return self

    def setting(self, name: str, value: str) -> "File":
        self.records["settings"][name] = value
        return self

    def with_towns(self, *names: str) -> "File":
        self.towns = tuple(Town(name, position) for position, name in enumerate(names))
        return self

    def snapshot(self) -> Snapshot:
        """The file as judging reads it."""
        return Snapshot(
            "f", REGION, (self.plan,), self.library, observations=dict(self.observations), towns=self.towns,
            **self.records,
        )  # fmt: skip

    def evaluate(self, year: int, findings: Iterable[Finding] = (), **options: Any) -> Evaluation:
        """The evaluation of ``year``."""
        return evaluate(self.snapshot(), self.plan, year, tuple(findings), words=WORDS, **options)

    def judge(self, year: int, findings: Iterable[Finding] = (), **options: Any) -> Judgement:
        """The first judgement of the first domain in ``year``."""
        return self.evaluate(year, findings, **options).domains[0].targets[0]


def single(
    indicator: Indicator, wanted: Target, figures: Mapping[int, object] | None = None, **plan: Any
) -> File:
    """A file of one goal with one target of one indicator."""
    return File(plan_of(goal("1", wanted), **plan), indicator).enter(indicator.code, figures or {})


def error_at(code: str, year: int, cell: str = "", *others: CellKey, severity: str = "error") -> Finding:
    """A finding at a cell."""
    key = CellKey(code, year, cell)
    return Finding(
        f"{code}.range",
        "range",
        severity,
        code,
        year,
        cell,
        ("value",),
        (key, *others),
        "……",
        "……",
        "x",  # type: ignore[arg-type]
    )
