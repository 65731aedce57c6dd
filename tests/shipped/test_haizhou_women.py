"""The 海州区 women's pack against a second reading, typed here by hand."""

from decimal import Decimal

import pytest

from helpers.women_packs import (
    arrows_of,
    comparisons_of,
    counted_by_domain,
    figures_of,
    mismatches,
    sizes_of,
    typed_arrows,
    typed_figures,
)
from plandesk.core.indicator import Library
from plandesk.core.plan import Plan
from plandesk.store.shelf import load_library, load_pack

# 领域: number of 主要目标, number of 策略措施
SIZES = {
    "妇女与健康": (12, 13),
    "妇女与教育": (11, 14),
    "妇女与经济": (11, 15),
    "妇女参与决策和管理": (10, 10),
    "妇女与社会保障": (9, 11),
    "妇女与家庭建设": (9, 10),
    "妇女与环境": (9, 12),
    "妇女与法律": (9, 13),
}

# every figure: domain, goal (m: measure), name, op, value, unit, year if not the plan's last
FIGURES = """
1 2 孕产妇死亡率 <= 10.5 /10万 2025
1 2 孕产妇死亡率 <= 10 /10万
1 4 宫颈癌人群筛查率 >= 70 %
1 6 孕产妇艾滋病检测率 >= 98 %
1 6 孕产妇梅毒检测率 >= 98 %
1 6 孕产妇乙肝检测率 >= 98 %
1 6 艾滋病孕产妇感染者治疗率 >= 95 %
1 6 梅毒孕产妇感染者治疗率 >= 95 %
1 6 艾滋病母婴传播率 <= 2 %
1 7 妇女营养健康知识知晓率 ↑ 10 % 2025
1 7 妇女营养健康知识知晓率 ↑ 10 %
1 8 孕妇贫血率 <= 10 %
1 11 妇女经常参加体育锻炼的人数比例 >= 48 %
1 m2 政府举办、单独设置、标准化的妇幼保健机构数 >= 1 所
1 m4 孕产妇系统管理率 >= 90 %
1 m5 女职工妇科检查次数 >= 1 次/年
1 m6 宫颈癌、乳腺癌防治知识知晓率 >= 90 %
1 m6 接受宫颈癌筛查的35—45岁妇女比例 >= 70 %
1 m6 女职工宫颈癌、乳腺癌检查次数 >= 1 次/2年
1 m6 宫颈癌患者治疗率 >= 90 %
2 5 九年义务教育巩固率 >= 98 %
2 6 高中阶段教育毛入学率 ≈ 95 %
3 2 就业人员中的女性比例 ≈ 45 %
3 3 城镇单位就业人员中的女性比例 ≈ 40 %
3 4 高级专业技术人员中的女性比例 >= 40 %
4 4 镇街党政领导班子女干部人数 >= 1 名
4 4 镇街党政正职中女干部人数 >= 1 名
4 5 配备女干部的区党政工作部门领导班子比例 >= 50 %
4 8 村委会成员中女性比例 >= 30 %
4 9 社区居委会成员中女性比例 >= 50 %
4 9 社区居委会主任中女性比例 >= 50 %
4 m8 村（居）民委员会成员中女性人数 >= 1 名
5 3 妇女基本医疗保险参保率 >= 95 %
5 4 妇女基本养老保险参保率 >= 95 %
5 8 按标准配建养老服务设施达标率 = 100 %
5 m9 以失能半失能老人照护为主的照护型服务机构数 >= 1 所
5 m9 每千名老年人拥有社会工作者数 >= 1 名
5 m9 每百张养老机构床位拥有社会工作者数 >= 1 名
5 m10 护理型床位占比 >= 55 %
6 m3 城乡社区综合服务设施覆盖率 = 100 %
7 2 男女平等基本国策培训进党校覆盖率 = 100 %
7 6 农村自来水普及率 >= 80 % 2025
7 6 农村自来水普及率 >= 88 % 2025
7 6 集中式饮用水水源水质达到Ⅱ类及以上标准的比例 = 100 %
7 m8 城镇污水管网覆盖率 = 100 %
7 m9 公共场所女性厕位与男性厕位的比例 >= 1.5 比
7 m9 人流量较大场所女性厕位与男性厕位的比例 >= 2 比
"""

# every target without a figure: domain, goal (m: measure), op, names
WITHOUT_FIGURE = """
1 1 ↑ 妇女人均预期寿命 妇女人均健康预期寿命
1 2 ↓ 孕产妇死亡率城乡差距
1 4 ↑ 乳腺癌人群筛查率
1 5 ↓ 非意愿妊娠
1 6 ↓ 梅毒母婴传播 乙肝母婴传播
1 7 ↓ 妇女肥胖增长率
1 9 ↑ 妇女健康素养水平
1 10 ↑ 妇女心理健康素养水平
1 10 ↓ 妇女焦虑障碍患病率上升速度 妇女抑郁症患病率上升速度
1 11 ↑ 妇女体质测定标准合格比例
2 4 ≈ 在园男童女童比例
2 7 ↑ 女性接受职业教育的水平
2 8 ≈ 高等教育在校生中男女比例 高等教育学科专业的性别结构
2 9 ↓ 男女两性科学素质水平差距
2 10 ↑ 女性接受终身教育水平
2 11 ↑ 女性平均受教育年限
3 5 ↓ 男女收入差距
3 6 ↓ 女职工职业病发病率
3 11 ↓ 男女自我支配时间差距
4 2 >= 各级党员代表大会中女党员代表比例
4 3 ↑ 人大代表中女性比例 人大常委会委员中女性比例 政协委员中女性比例 政协常委中女性比例
4 6 ↑ 事业单位领导班子成员中的女性比例
4 7 ↑ 企业董事会成员中女性比例 企业监事会成员中女性比例 企业管理层中女性比例
4 7 ≈ 职工代表大会中女性比例
4 8 ↑ 村党组织成员中女性比例 村党组织书记中女性比例 村委会主任中女性比例
4 9 ↑ 社区党组织成员中女性比例 社区党组织书记中女性比例
4 10 ↑ 社会组织女性负责人比例
4 m6 ≈ 事业单位职工代表大会中女职工代表比例
4 m7 ≈ 企业职工代表大会中女职工代表比例
5 2 ↑ 生育保险参保率
5 4 ↑ 妇女基本养老保险待遇水平
5 5 ↑ 妇女失业保险参保人数 妇女工伤保险参保人数
5 7 ↑ 妇女福利待遇水平
5 8 ↑ 养老服务覆盖率
6 7 ↓ 两性参与家务劳动时间差距
7 6 ↑ 农村自来水普及率
7 7 ↑ 农村卫生厕所普及率
"""

COMPARISONS = {
    ("1", "7", "妇女肥胖增长率"): ("trend", None),
    ("1", "7", "妇女营养健康知识知晓率"): ("change", None),
    ("1", "10", "妇女焦虑障碍患病率上升速度"): ("trend", None),
    ("1", "10", "妇女抑郁症患病率上升速度"): ("trend", None),
    ("2", "4", "在园男童女童比例"): ("balance", None),
    ("2", "8", "高等教育在校生中男女比例"): ("balance", None),
    ("2", "8", "高等教育学科专业的性别结构"): ("balance", None),
    ("4", "2", "各级党员代表大会中女党员代表比例"): ("benchmark", "党员中的女性比例"),
    ("4", "7", "职工代表大会中女性比例"): ("benchmark", "企事业单位女职工比例"),
    ("4", "m6", "事业单位职工代表大会中女职工代表比例"): ("benchmark", "事业单位女职工比例"),
    ("4", "m7", "企业职工代表大会中女职工代表比例"): ("benchmark", "企业女职工比例"),
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_pack("haizhou_women")


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def test_head(plan: Plan) -> None:
    assert plan.title == "海州区妇女发展规划（2021—2030年）"
    assert (plan.region.name, plan.region.code, plan.region.level) == ("海州区", "210902", "county")
    assert (plan.audience, plan.period) == ("women", (2021, 2030))
    assert (plan.doc_no, plan.issued) == ("阜海政发〔2022〕4号", "2022-08-29")


def test_domains_goals_and_measures(plan: Plan) -> None:
    assert sizes_of(plan) == SIZES
    assert [d.name for d in plan.domains] == list(SIZES)
    for domain in plan.domains:
        assert [g.no for g in domain.goals] == [str(n) for n in range(1, len(domain.goals) + 1)]
        assert [m.no for m in domain.measures] == list(range(1, len(domain.measures) + 1))


def test_every_figure(plan: Plan) -> None:
    assert figures_of(plan) == typed_figures(FIGURES, 2030)


def test_every_target_without_a_figure(plan: Plan) -> None:
    assert arrows_of(plan) == typed_arrows(WITHOUT_FIGURE)


def test_comparisons(plan: Plan, library: Library) -> None:
    assert comparisons_of(plan, library) == COMPARISONS
    assert all(p.target.relative.words for p in plan.placed_targets() if _in_words(p.target.relative))


def _in_words(relative: object) -> bool:
    return getattr(relative, "kind", "change") != "change"


def test_what_is_counted(plan: Plan) -> None:
    assert counted_by_domain(plan) == {1: 13, 2: 2, 3: 3, 4: 8, 5: 3, 7: 3}


def test_every_target_fits_its_indicator(plan: Plan, library: Library) -> None:
    assert mismatches(plan, library) == []


def test_monitoring(plan: Plan) -> None:
    monitoring = plan.monitoring
    assert (monitoring.annual, monitoring.midterm, monitoring.final) == (True, True, True)
    assert (monitoring.data_to, monitoring.evaluation_to) == ("海州区统计局", "海州区妇儿工委")
    assert monitoring.groups == ("监测组", "评估组")
    for duty in ("缺项数据", "预警", "第三方", "分性别", "专项调查", "数据库", "经费"):
        assert any(duty in special for special in monitoring.special), duty


def test_stages_and_the_stretch_target(plan: Plan) -> None:
    """10.5 by 2025, 10 by 2030; 80 % by 2025 and 力争 88 %; the second figure is not counted."""
    placed = tuple(plan.placed_targets())
    deaths = [(t.value, t.stage_year) for p in placed if (t := p.target).name == "孕产妇死亡率"]
    assert deaths == [(Decimal("10.5"), 2025), (Decimal(10), 2030)]
    water = [(t.value, t.stage_year, t.stretch) for p in placed if (t := p.target).name == "农村自来水普及率"]
    assert water == [(Decimal(80), 2025, False), (Decimal(88), 2025, True), (None, 2030, False)]


def test_growth_from_two_bases(plan: Plan) -> None:
    """妇女营养健康知识知晓率 is to rise by 10 % from 2019 until 2025 and by 10 % from 2022 until 2030."""
    known = [p.target for p in plan.placed_targets() if p.target.name == "妇女营养健康知识知晓率"]
    relative = [t.relative for t in known if t.relative is not None]
    assert [(r.from_year, r.direction, r.per, r.unit) for r in relative] == [
        (2019, "up", "period", "%"),
        (2022, "up", "period", "%"),
    ]
    assert [t.baseline_year for t in known] == [2019, 2022]


def test_ratio_in_words(plan: Plan) -> None:
    """3:2 is 1.5, with its words."""
    ratio = next(
        p.target for p in plan.placed_targets() if p.target.unit == "比" and p.target.value == Decimal("1.5")
    )
    assert ratio.remark is not None
    assert "3:2" in ratio.remark


def test_baseline_the_document_gives(plan: Plan) -> None:
    """超三成 of the 政协委员 in 2020: taken as 30, and the target says so."""
    assert [(b.indicator, b.year, b.value) for b in plan.baselines] == [
        ("cppcc_members_female_share", 2020, Decimal(30))
    ]
    member = next(
        p.target for p in plan.placed_targets() if p.target.indicator == "cppcc_members_female_share"
    )
    assert member.remark is not None
    assert "超三成" in member.remark
