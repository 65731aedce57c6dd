"""每个县 at the city: the county that stands worst decides, known by its name, and by its code where two share one."""

from dataclasses import replace

from helpers.exchange_case import CHILDREN, COUNT, LIBRARY, YEAR, target, typed, words
from plandesk.core.judging import Judgement, evaluate
from plandesk.core.plan import Domain, Goal, Plan, Region
from plandesk.core.records import CountySubmission, Observation
from plandesk.core.snapshot import Snapshot

GOAL = Goal(
    "1", "每个县建好儿童之家", "quantified", (target(COUNT, ">=", "10", 2025, scope="各县（市、区）"),)
)
PLAN: Plan = replace(CHILDREN, domains=(Domain(1, "儿童与福利", "children/welfare", (GOAL,)),), projects=())
NAMES = {"140801": "甲县", "140802": "乙县", "140803": "丙县"}


def city(*figures: Observation, names: dict[str, str] | None = None, own: str = "") -> Snapshot:
    known = names or NAMES
    counties = {o.region: {o.address: o} for o in figures}
    observations = {} if not own else {(o := typed(COUNT, YEAR, value=own)).address: o}
    return Snapshot(
        "city", Region("示范市", "140800", "prefecture"), (PLAN,), LIBRARY, observations, counties=counties,
        county_submissions={(c, YEAR): CountySubmission(c, YEAR, name) for c, name in known.items()},
    )  # fmt: skip


def of(code: str, value: str, **changes: object) -> Observation:
    return replace(typed(COUNT, YEAR, value=value), region=code, **changes)  # type: ignore[arg-type]


def judged(shot: Snapshot) -> Judgement:
    [domain] = evaluate(shot, PLAN, YEAR, (), words=words()).domains
    return domain.targets[0]


def test_the_worst_county_decides() -> None:
    one = judged(city(of("140801", "12"), of("140802", "9"), of("140803", "15"), own="36"))
    assert (one.value, one.attained) == ("9", False)
    assert "按县区逐个判定：2024年最差的是乙县，为9个。" in one.steps
    assert judged(city(of("140801", "12"), of("140802", "10"), of("140803", "15"))).attained


def test_counties_without_a_usable_figure_are_named() -> None:
    one = judged(city(of("140801", "12"), of("140802", "3", flagged=True)))
    assert one.value == "12"
    assert "2个县区没有可用的数值：乙县、丙县。" in one.steps


def test_two_counties_of_one_name_are_told_apart_by_code() -> None:
    names = {"140801": "海州区", "140802": "海州区"}
    one = judged(city(of("140801", "12"), of("140802", "9"), names=names))
    assert any("最差的是海州区140802" in step for step in one.steps)


def test_a_countys_own_file_judges_its_own_figure() -> None:
    shot = replace(city(own="12"), county_submissions={}, region=Region("甲县", "140801", "county"))
    assert (judged(shot).value, judged(shot).attained) == ("12", True)
