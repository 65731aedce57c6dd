"""Two small plans of an invented county with every sort of figure, for the workbooks."""

from dataclasses import replace
from decimal import Decimal
from functools import cache

from plandesk.core.checking import Checker
from plandesk.core.entry import set_status, type_into
from plandesk.core.findings import Finding
from plandesk.core.indicator import Form, Indicator, Library
from plandesk.core.judging import Evaluation, evaluate
from plandesk.core.plan import Baseline, Domain, Goal, Measure, Monitoring, Plan, Region, Target
from plandesk.core.records import Assessment, CellKey, Observation, YearState
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.store.shelf import load_words

YEAR = 2024
REGION = Region("示范县", "140899", "county")


@cache
def words() -> Words:
    """The shipped catalogue."""
    return load_words()


def indicator(code: str, name: str, **changes: object) -> Indicator:
    """An indicator with parts unless ``changes`` say otherwise."""
    usual = Indicator(
        code,
        name,
        "%",
        "higher",
        "share",
        "卫生健康局",
        "领域知识。",
        base=Decimal(100),
        numerator="人数",
        denominator="应有人数",
        breakdowns=("sex", "area"),
        decimals=1,
        limits=(Decimal(0), Decimal(100)),
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


MORTALITY = indicator(
    "maternal_mortality_ratio",
    "孕产妇死亡率",
    unit="/10万",
    better="lower",
    kind="rate",
    base=Decimal(100000),
    numerator="孕产妇死亡人数",
    denominator="活产数",
    breakdowns=("area",),
    decimals=2,
    limits=(Decimal(0), None),
)
SCREENING = indicator("screening_rate", "适龄妇女宫颈癌人群筛查率")
COUNT = indicator(
    "shelter_count",
    "镇街儿童之家数",
    unit="个",
    kind="count",
    base=None,
    numerator=None,
    denominator=None,
    breakdowns=(),
    decimals=0,
    limits=(Decimal(0), None),
    plausible=(Decimal(0), Decimal(11)),
    reporter="民政局",
)
WATER = indicator("tap_water", "农村自来水普及率", reporter="水利局", breakdowns=())
GAP = indicator(
    "gap",
    "城乡差距",
    base=None,
    numerator=None,
    denominator=None,
    breakdowns=(),
    kind="other",
    better="lower",
    limits=(None, None),
)
LIBRARY = Library.of(
    (
        Form("women/health", "妇女与健康", 1, (MORTALITY, SCREENING, GAP)),
        Form("women/environment", "妇女与环境", 1, (WATER,)),
        Form("children/welfare", "儿童与福利", 1, (COUNT,), also=("tap_water",)),
    )
)


def target(of: Indicator, op: str, value: str | None, stage: int, **changes: object) -> Target:
    """A target of ``of`` in its own unit."""
    figure = None if value is None else Decimal(value)
    return Target(of.code, of.name, op, figure, of.unit, stage, **changes)  # type: ignore[arg-type]


def plan(audience: str, name: str, domains: tuple[Domain, ...], **changes: object) -> Plan:
    """A plan of the invented county."""
    made = Plan(
        f"shifan_{audience}",
        f"示范县{name}发展规划（2021—2030年）",
        REGION,
        audience,
        (2021, 2030),  # type: ignore[arg-type]
        "示政发〔2022〕1号",
        "2022-01-01",
        domains,
        (),
        (),
        Monitoring(True, True, True, "示范县统计局"),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


WOMEN = plan(
    "women",
    "妇女",
    (
        Domain(
            1,
            "妇女与健康",
            "women/health",
            (
                Goal(
                    "1",
                    "压低孕产妇死亡率",
                    "quantified",
                    (target(MORTALITY, "<=", "10.5", 2025), target(MORTALITY, "<=", "10", 2030)),
                ),
                Goal(
                    "2",
                    "扩大筛查",
                    "quantified",
                    (target(SCREENING, ">=", "70", 2030), target(GAP, "↓", None, 2030)),
                ),
                Goal("3", "服务更好", "qualitative"),
            ),
        ),
        Domain(
            2,
            "妇女与环境",
            "women/environment",
            (Goal("1", "喝上干净水", "quantified", (target(WATER, ">=", "95", 2030),)),),
        ),
    ),
    baselines=(Baseline("tap_water", 2020, Decimal("88.25")),),
)
CHILDREN = plan(
    "children",
    "儿童",
    (
        Domain(
            1,
            "儿童与福利",
            "children/welfare",
            (
                Goal("1", "建好儿童之家", "quantified", (target(COUNT, ">=", "10", 2025),)),
                Goal("2", "喝上干净水", "quantified", (target(WATER, "≈", "95", 2030),)),
            ),
        ),
    ),
    projects=(Measure(1, "儿童之家建设", (target(COUNT, ">=", "12", 2025),)),),
)


def typed(of: Indicator, year: int, cell: str = "", **texts: str) -> Observation:
    """What stands after ``texts`` were typed: value, numerator, denominator, note."""
    observation = Observation(of.code, year, cell)
    for field, text in texts.items():
        observation = type_into(observation, CellKey(of.code, year, cell), field, text, of, "typed")  # type: ignore[arg-type]
    return observation


def snapshot(*changes: Observation) -> Snapshot:
    """Figures of every sort; ``changes`` take the place of those at the same address."""
    figures = [
        typed(MORTALITY, 2023, numerator="0", denominator="1010"),
        typed(MORTALITY, YEAR, numerator="1", denominator="936", note="已完成评审。"),
        typed(MORTALITY, YEAR, "area=rural", numerator="1", denominator="325"),
        typed(MORTALITY, YEAR, "area=urban", numerator="0", denominator="611"),
        typed(SCREENING, 2020, value="52.3"),
        typed(SCREENING, 2023, numerator="20660", denominator="32844"),
        typed(SCREENING, YEAR, numerator="21480", denominator="32844"),
        set_status(None, CellKey(GAP.code, YEAR), "not_collected", "typed"),
        typed(COUNT, 2023, value="9"),
        typed(COUNT, YEAR, value="12", note='=HYPERLINK("x")'),
        typed(WATER, YEAR, numerator="94949", denominator="100000"),
        *changes,
    ]
    assessment = Assessment("shifan_women", "1.3", YEAR, "yes", "示卫发〔2024〕3号，2024年5月，卫生健康局。")
    return Snapshot(
        "01J-TEST-FILE",
        REGION,
        (WOMEN, CHILDREN),
        LIBRARY,
        {o.address: o for o in figures},
        assessments={("shifan_women", "1.3", YEAR): assessment},
        years={YEAR: YearState(YEAR, "draft")},
        settings={"unit_head": "张三", "submission_to": "示范市统计局"},
    )


def judged(shot: Snapshot, year: int = YEAR) -> tuple[tuple[Finding, ...], tuple[Evaluation, ...]]:
    """Findings and evaluations as the command line makes them."""
    findings = Checker(shot.library, words()).check(shot, year)
    return findings, tuple(evaluate(shot, p, year, findings, words=words()) for p in shot.plans)
