"""The 永济 women's pack against a second reading of the document, typed here by hand."""

from collections import Counter
from decimal import Decimal

import pytest

from plandesk.core.indicator import Library
from plandesk.core.plan import Domain, PlacedTarget, Plan
from plandesk.core.plan_reader import check_plan_against
from plandesk.store.shelf import load_library, load_pack

# 领域: number of 主要目标, number of 策略措施
SIZES = {
    "妇女与健康": (10, 13),
    "妇女与教育": (10, 10),
    "妇女与经济": (9, 13),
    "妇女参与决策和管理": (9, 8),
    "妇女与社会保障": (9, 11),
    "妇女与家庭建设": (9, 10),
    "妇女与环境": (10, 13),
    "妇女与法律": (9, 13),
}

# every figure: domain, goal (m: measure), name, op, value, unit, year
FIGURES = """
1 1 妇女人均预期寿命 >= 78.1 岁 2025
1 2 孕产妇死亡率 <= 12.5 /10万 2025
1 5 艾滋病母婴传播率 <= 2.5 % 2025
1 10 体育人口占比 >= 50 % 2025
1 10 妇女体质测定标准合格率 >= 90 % 2025
1 m11 每个镇标准化建设的乡镇卫生院数 >= 1 所 2025
1 m11 每个街道社区卫生服务机构数 >= 1 所 2025
1 m11 每个行政村承担基本医疗卫生服务的村卫生室数 >= 1 所 2025
2 4 小学净入学率 >= 99.95 % 2025
2 4 初中阶段净入学率 >= 99.95 % 2025
2 5 高中阶段毛入学率 >= 96 % 2025
2 7 从业女性职业技能培训参与率 >= 80 % 2025
2 10 劳动年龄女性平均受教育年限 >= 11.6 年 2025
3 2 就业人员中的女性比例 ≈ 45 % 2025
3 3 城镇单位就业人员中的女性比例 ≈ 40 % 2025
4 7 村委会成员中女性比例 >= 30 % 2025
4 8 社区居委会成员中女性比例 ≈ 50 % 2025
4 8 社区居委会主任中女性比例 >= 40 % 2025
5 3 妇女基本医疗保险参保率 >= 95 % 2025
5 4 妇女基本养老保险参保率 >= 95 % 2025
7 7 农村自来水普及率 >= 92 % 2025
7 8 农村卫生厕所普及率 >= 90 % 2025
"""

# every target without a figure: domain, goal (m: measure), op, names
WITHOUT_FIGURE = """
1 1 ↑ 妇女人均健康预期寿命
1 2 ↓ 孕产妇死亡率城乡差距
1 3 ↑ 适龄妇女宫颈癌人群筛查率 适龄妇女乳腺癌人群筛查率
1 4 ↓ 非意愿妊娠
1 5 ↓ 妇女艾滋病感染率 妇女性病感染率 梅毒母婴传播 乙肝母婴传播
1 6 ↓ 妇女焦虑症患病率 妇女抑郁症患病率
1 7 ↑ 妇女健康素养水平
1 8 ↓ 孕产妇贫血
1 10 ↑ 妇女经常参加体育锻炼的人数
2 5 ↑ 高中阶段女性接受职业教育的比例
2 6 ≈ 高等教育学科专业的性别结构
2 8 ↑ 女性科技人才数量
2 9 ↑ 城乡女性科学素养达标率
2 9 ↓ 男女两性科学素质水平差距
2 10 ↓ 女性青壮年文盲
3 4 ↑ 高级专业技术人员中的女性比例 技能劳动者中的女性比例
4 2 >= 党代会代表中的女性比例
4 3 ↑ 人大代表中的女性比例 人大常委中的女性比例 政协委员中的女性比例 政协常委中的女性比例
4 4 ↑ 市政府领导班子中的女性比例 市政府组成部门领导班子中的女性比例 担任正职的女干部占同级正职干部的比例
4 5 ↑ 事业单位领导班子成员中的女性比例
4 6 ↑ 国有企业董事会成员中的女性比例 国有企业监事会成员中的女性比例 国有企业管理层中的女性比例
4 6 ≈ 职工代表大会中女性比例
4 7 ↑ 村党组织成员中女性比例 村党组织书记中女性比例 村委会主任中女性比例
4 8 ↑ 社区党组织书记中女性比例 社区党组织成员中女性比例
4 9 ↑ 社会组织负责人中的女性比例
4 m4 ≈ 事业单位职工代表大会中的女代表比例
4 m5 ≈ 企业职工代表大会中女代表比例
4 m8 >= 干部培训中女干部比例
5 2 ↑ 生育保险参保率
5 4 ↑ 妇女基本养老保险待遇水平
5 5 ↑ 妇女失业保险参保人数 妇女工伤保险参保人数
5 7 ↑ 妇女福利待遇水平
6 8 ↓ 男女两性家务劳动时间差距
7 4 ↓ 数字性别鸿沟
7 6 >= 空气质量优良天数比例
7 7 ↑ 城市集中式饮用水水源水质
"""

RELATIVE = {
    "妇女焦虑症患病率": ("trend", None),
    "妇女抑郁症患病率": ("trend", None),
    "高等教育学科专业的性别结构": ("balance", None),
    "党代会代表中的女性比例": ("benchmark", "党员中的女性比例"),
    "职工代表大会中女性比例": ("benchmark", "企事业单位女职工比例"),
    "事业单位职工代表大会中的女代表比例": ("benchmark", "事业单位女职工比例"),
    "企业职工代表大会中女代表比例": ("benchmark", "企业女职工比例"),
    "干部培训中女干部比例": ("benchmark", "女干部占同级干部的比例"),
    "空气质量优良天数比例": ("assigned", None),
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_pack("yongji_women")


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def place(placed: PlacedTarget) -> tuple[int, str]:
    assert placed.domain is not None
    if placed.goal is not None:
        return placed.domain.no, placed.goal.no
    assert placed.measure is not None
    return placed.domain.no, f"m{placed.measure.no}"


def test_head(plan: Plan) -> None:
    assert plan.title == "永济市妇女发展“十四五”规划"
    assert (plan.region.name, plan.region.code, plan.region.level) == ("永济市", "140881", "county")
    assert (plan.audience, plan.period) == ("women", (2021, 2025))
    assert (plan.doc_no, plan.issued) == ("永政发〔2023〕17号", "2023-04-16")


def test_domains_goals_and_measures(plan: Plan) -> None:
    assert {d.name: (len(d.goals), len(d.measures)) for d in plan.domains} == SIZES
    assert [d.name for d in plan.domains] == list(SIZES)
    assert [d.no for d in plan.domains] == list(range(1, 9))
    for domain in plan.domains:
        assert [g.no for g in domain.goals] == [str(n) for n in range(1, len(domain.goals) + 1)]
        assert [m.no for m in domain.measures] == list(range(1, len(domain.measures) + 1))
    assert sum(len(d.goals) for d in plan.domains) == 75
    assert sum(len(d.measures) for d in plan.domains) == 91


def test_every_figure(plan: Plan) -> None:
    wanted = []
    for line in FIGURES.split("\n"):
        if line:
            domain, at, name, op, value, unit, year = line.split()
            wanted.append((int(domain), at, name, op, Decimal(value), unit, int(year)))
    found = [
        (*place(p), t.name, t.op, t.value, t.unit, t.stage_year)
        for p in plan.placed_targets()
        if (t := p.target).value is not None
    ]
    assert sorted(found) == sorted(wanted)


def test_every_target_without_a_figure(plan: Plan) -> None:
    wanted = []
    for line in WITHOUT_FIGURE.split("\n"):
        if line:
            domain, at, op, *names = line.split()
            wanted += [(int(domain), at, op, name) for name in names]
    found = [(*place(p), p.target.op, p.target.name) for p in plan.placed_targets() if p.target.value is None]
    assert sorted(found) == sorted(wanted)


def test_comparisons(plan: Plan, library: Library) -> None:
    found = {}
    for placed in plan.placed_targets():
        relative = placed.target.relative
        if relative is not None:
            against = library[relative.against].name if relative.against else None
            found[placed.target.name] = (relative.kind, against)
            assert relative.words
    assert found == RELATIVE


def test_what_is_counted(plan: Plan) -> None:
    counted = Counter(place(p)[0] for p in plan.placed_targets() if p.goal is not None and p.target.countable)
    assert counted == {1: 5, 2: 5, 3: 2, 4: 5, 5: 2, 7: 2}


def test_every_target_has_its_indicator(plan: Plan, library: Library) -> None:
    assert check_plan_against(plan, library) == ()
    for placed in plan.placed_targets():
        target = placed.target
        indicator = library[target.indicator]
        assert target.name in (indicator.name, *indicator.aliases)
        assert target.unit in (None, indicator.unit)
        # an arrow that points away from what is better would be judged upside down
        if target.op in ("↑", "↓"):
            assert indicator.better == {"↑": "higher", "↓": "lower"}[target.op]
        if target.op in ("<=", ">="):
            assert indicator.better == {">=": "higher", "<=": "lower"}[target.op]


def test_no_target_stands_twice(plan: Plan) -> None:
    codes = Counter(p.target.indicator for p in plan.placed_targets())
    assert {code for code, times in codes.items() if times > 1} == set()


def test_forms_of_the_domains(plan: Plan, library: Library) -> None:
    """A goal's indicator is entered in the form of its own domain."""
    for placed in plan.placed_targets():
        assert isinstance(placed.domain, Domain)
        assert placed.domain.form in library.forms_of(placed.target.indicator), placed.target.name


def test_monitoring(plan: Plan) -> None:
    monitoring = plan.monitoring
    assert (monitoring.annual, monitoring.midterm, monitoring.final) == (True, True, True)
    assert (monitoring.data_to, monitoring.evaluation_to) == ("永济市统计局", "永济市妇儿工委")
    assert monitoring.groups == ("监测组", "评估组")
    for duty in ("缺项数据", "预警", "第三方评估", "性别统计", "专项调查", "监测统计资料"):
        assert any(duty in special for special in monitoring.special), duty


def test_the_two_toilet_targets_are_told_apart(plan: Plan) -> None:
    """The document sets 达到90% for women and 90%左右 for children."""
    placed = plan.placed_targets()
    toilets = [p.target for p in placed if p.target.name == "农村卫生厕所普及率"]
    assert [t.op for t in toilets] == [">="]
    assert toilets[0].remark is not None
    assert "儿童规划" in toilets[0].remark


@pytest.mark.parametrize(
    "code", ["health", "education", "economy", "politics", "security", "family", "environment"]
)
def test_shares_stay_within_their_whole(library: Library, code: str) -> None:
    form = next(f for f in library.forms if f.code == f"women/{code}")
    assert form.indicators
    for indicator in form.indicators:
        low, high = indicator.plausible
        if indicator.kind == "share":
            assert indicator.limits == (0, 100), indicator.name
            assert low is not None
            assert high is not None
            assert 0 <= low < high <= 100, indicator.name
        if indicator.unit == "%":
            assert indicator.base == 100, indicator.name
        # a share of women cannot be split by sex again
        if "女" in (indicator.numerator or "") or indicator.name.startswith(("妇女", "女性")):
            assert "sex" not in indicator.breakdowns, indicator.name
        assert indicator.reporter
        assert 10 <= len(indicator.definition) <= 120, indicator.name
