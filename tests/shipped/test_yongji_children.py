"""永济 children's plan against a second reading of the document, typed here by hand."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from plandesk.core.indicator import Indicator, Library
from plandesk.core.plan import PlacedTarget, Plan
from plandesk.core.plan_reader import check_plan_against
from plandesk.store.shelf import load_library, load_pack

# domain, numbered goals, measures
DOMAINS = [
    ("儿童与健康", 12, 14),
    ("儿童与安全", 11, 12),
    ("儿童与教育", 9, 13),
    ("儿童与福利", 10, 15),
    ("儿童与家庭", 7, 8),
    ("儿童与环境", 10, 12),
    ("儿童与法律保护", 11, 13),
]

# Every figure of the document: domain.goal (or m and the measure), indicator, op, value, unit.
FIGURES = """
1.3   新生儿死亡率 <= 3.2 ‰
1.3   婴儿死亡率 <= 5.3 ‰
1.3   5岁以下儿童死亡率 <= 6.5 ‰
1.5   5岁以下儿童贫血率 <= 8 %
1.5   5岁以下儿童生长迟缓率 <= 2 %
1.5   5岁以下儿童低体重率 <= 2 %
1.6   适龄儿童免疫规划疫苗接种率 >= 90 %
1.8   合格碘盐食用率 >= 90 %
1.9   小学生近视率 <= 38 %
1.9   初中生近视率 <= 60 %
1.9   高中阶段学生近视率 <= 70 %
1.9   0～6岁儿童眼保健和视力检查覆盖率 >= 90 %
1.12  国家学生体质健康标准达标率 >= 95 %
1.12  国家学生体质健康标准优良达标率 >= 40 %
1.m2  每所镇卫生院、社区卫生服务中心儿童基本医疗全科医生数 >= 1 名
1.m5  危重新生儿救治中心数 >= 1 个
1.m11 儿童每天接触户外自然光时间 >= 1 小时
1.m12 千人以上中小学校配备心理健康教育教师的比例 >= 90 %
1.m14 儿童每天中等及以上强度运动时间 >= 1 小时
1.m14 小学生每天睡眠时间 >= 10 小时
1.m14 初中生每天睡眠时间 >= 9 小时
1.m14 高中生每天睡眠时间 >= 8 小时
2.3   儿童伤害死亡率 ↓ 20 %
3.2   学前教育毛入园率 >= 92 %
3.2   公办园在园幼儿占比 >= 55 %
3.2   公办园和普惠性民办园在园幼儿占比 >= 80 %
3.3   义务教育阶段毛入学率 >= 99 %
3.4   高中阶段毛入学率 >= 96 %
3.5   三类残疾儿童义务教育入学率 >= 97 %
3.m5  学前教育公共服务体系覆盖率 ≈ 100 %
3.m6  义务教育学校免试就近入学覆盖率 = 100 %
3.m8  适龄残疾儿童教育覆盖率 = 100 %
4.7   每千人口拥有3岁以下婴幼儿托位数 >= 4.5 个
5.6   建立家长学校或家庭教育指导服务站点的城市社区比例 >= 95 %
5.6   建立家长学校或家庭教育指导服务站点的农村社区比例 >= 85 %
6.8   农村自来水普及率 >= 92 %
6.8   农村卫生厕所普及率 ≈ 90 %
"""

# What the document names as countable and gives no figure for.
WITHOUT_FIGURE = """
1.2  新生儿神经管畸形发生率 ↓
1.3  儿童死亡率城乡差距 ↓
1.5  儿童超重率 ↓ trend
1.5  儿童肥胖率 ↓ trend
1.8  儿童及其养护人健康素养水平 ↑
1.9  儿童新发近视率 ↓
1.10 儿童心理健康素养水平 ↑
2.3  儿童伤害致残率 ↓
2.4  儿童溺水死亡率 ↓
2.5  儿童道路交通伤害死亡率 ↓
2.6  儿童跌倒、跌落、烧烫伤和中毒发生率 ↓
2.6  儿童跌倒、跌落、烧烫伤和中毒致残率 ↓
2.6  儿童跌倒、跌落、烧烫伤和中毒死亡率 ↓
2.10 校园欺凌事件数 ↓
3.4  中等职业教育在校生数 ↑
3.5  残疾儿童接受高中阶段教育的人数比例 ↑
4.2  儿童公共服务城乡差距 ↓
4.2  儿童公共服务区域差距 ↓
4.2  儿童公共服务群体差距 ↓
4.8  城乡社区儿童之家覆盖率 ↑
4.10 儿童服务类社会组织数 ↑
4.10 儿童社会工作专业人员数 ↑
4.m1 孤儿、事实无人抚养儿童基本生活标准 >= benchmark
6.7  公益性儿童校外活动场所数 ↑
6.7  公益性儿童校外活动场所利用率 ↑
6.8  空气质量优良天数比例 >= assigned
7.11 未成年人犯罪人数占未成年人人口数量的比重 ↓
"""

GROSS_RATES = ("senior_secondary_gross_enrolment", "preschool_gross_enrolment", "compulsory_gross_enrolment")


@cache
def _plan() -> Plan:
    return load_pack("yongji_children")


@cache
def _library() -> Library:
    return load_library()


def _place(placed: PlacedTarget) -> str:
    assert placed.domain is not None
    number = placed.goal.no if placed.goal is not None else f"m{placed.measure.no if placed.measure else ''}"
    return f"{placed.domain.no}.{number}"


def _rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(line.split()) for line in table.strip().splitlines()]


def _children_indicators() -> Iterator[Indicator]:
    for form in _library().forms:
        if form.code.startswith("children/"):
            yield from form.indicators


def _indicator_name(placed: PlacedTarget) -> str:
    return _library()[placed.target.indicator].name


def test_domains_goals_and_measures_are_counted_in_order() -> None:
    assert [(d.name, len(d.goals), len(d.measures)) for d in _plan().domains] == DOMAINS
    assert sum(len(d.goals) for d in _plan().domains) == 70
    for domain in _plan().domains:
        assert [g.no for g in domain.goals] == [str(n) for n in range(1, len(domain.goals) + 1)]
        assert [m.no for m in domain.measures] == list(range(1, len(domain.measures) + 1))


def test_every_figure_of_the_document_stands_once_and_no_other() -> None:
    figures = [
        (_place(p), _indicator_name(p), p.target.op, format(p.target.value, "f"), p.target.unit)
        for p in _plan().placed_targets()
        if p.target.value is not None
    ]
    assert sorted(figures) == sorted(_rows(FIGURES))
    assert len(set(figures)) == len(figures)
    assert {p.target.stage_year for p in _plan().placed_targets()} == {2025}


def test_every_target_without_figure_stands_once_and_no_other() -> None:
    bare = [
        (_place(p), _indicator_name(p), p.target.op, *([p.target.relative.kind] if p.target.relative else []))
        for p in _plan().placed_targets()
        if p.target.value is None
    ]
    assert sorted(bare) == sorted(_rows(WITHOUT_FIGURE))


def test_injury_deaths_fall_by_a_fifth_from_2020() -> None:
    (target,) = [
        p.target for p in _plan().placed_targets() if p.target.indicator == "child_injury_mortality_rate"
    ]
    assert target.relative is not None
    relative = target.relative
    assert (relative.kind, relative.direction, relative.per, relative.from_year, relative.unit) == (
        "change", "down", "period", 2020, "%",
    )  # fmt: skip
    assert (target.op, target.value, target.baseline_year) == ("↓", Decimal(20), 2020)


def test_scope_stretch_and_implicit_are_marked() -> None:
    by_name = {_indicator_name(p): p.target for p in _plan().placed_targets()}
    assert by_name["适龄儿童免疫规划疫苗接种率"].scope == "以镇（街道）为单位"
    assert [n for n, t in by_name.items() if t.stretch] == [
        "国家学生体质健康标准达标率", "国家学生体质健康标准优良达标率",
    ]  # fmt: skip
    assert [n for n, t in by_name.items() if t.implicit] == [
        "学前教育公共服务体系覆盖率", "义务教育学校免试就近入学覆盖率", "适龄残疾儿童教育覆盖率",
    ]  # fmt: skip
    assert by_name["农村卫生厕所普及率"].remark


def test_every_target_has_its_indicator_and_the_library_nothing_idle() -> None:
    assert check_plan_against(_plan(), _library()) == ()
    used = [p.target.indicator for p in _plan().placed_targets()]
    assert len(set(used)) == len(used), "the document names none twice"
    shared = {"rural_tap_water_coverage", "rural_sanitary_toilet_coverage", "good_air_days_share"}
    assert set(used) - {i.code for i in _children_indicators()} == shared
    for domain in _plan().domains:
        for goal in domain.goals:
            for target in goal.targets:
                assert domain.form in _library().forms_of(target.indicator)


def test_names_of_the_document_lead_to_the_indicator() -> None:
    for placed in _plan().placed_targets():
        indicator = _library()[placed.target.indicator]
        assert placed.target.name in (indicator.name, *indicator.aliases)


def test_every_indicator_says_what_a_clerk_needs() -> None:
    for indicator in _children_indicators():
        assert indicator.definition.endswith("。"), indicator.code
        assert indicator.hint.endswith("。"), indicator.code
        assert indicator.judgement == (indicator.source == "领域知识"), indicator.code
        assert indicator.decimals == 0 or indicator.kind != "count", indicator.code


def test_plausible_ranges_are_closed_and_within_the_limits() -> None:
    for indicator in _children_indicators():
        low, high = indicator.plausible
        lowest, highest = indicator.limits
        assert low is not None, indicator.code
        assert high is not None, indicator.code
        assert low < high, indicator.code
        assert lowest is None or lowest <= low, indicator.code
        assert highest is None or high <= highest, indicator.code


def test_gross_rates_may_exceed_a_hundred_and_shares_may_not() -> None:
    for code in GROSS_RATES:
        assert _library()[code].kind == "gross_rate"
        assert _library()[code].limits == (Decimal(0), None)
    for indicator in _children_indicators():
        if indicator.kind == "share":
            assert indicator.limits == (Decimal(0), Decimal(100))


def test_targets_lie_where_a_county_can_be() -> None:
    """A target outside the plausible range would question every county that meets it."""
    for placed in _plan().placed_targets():
        target, indicator = placed.target, _library()[placed.target.indicator]
        low, high = indicator.plausible
        if target.value is not None and target.relative is None:
            assert low is not None
            assert high is not None
            assert low <= target.value <= high, indicator.name


def test_monitoring_duties() -> None:
    monitoring = _plan().monitoring
    assert (monitoring.annual, monitoring.midterm, monitoring.final) == (True, True, True)
    assert monitoring.data_to == "永济市统计局"
    assert monitoring.groups == ("监测组", "评估组")
    assert any("预警" in duty for duty in monitoring.special)
    assert any("缺项" in duty for duty in monitoring.special)
    assert _plan().baselines == ()
    assert _plan().projects == ()
