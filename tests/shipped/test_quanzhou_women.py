"""The 泉州 women's pack against a second reading, typed here by hand."""

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
    "妇女与健康": (10, 13),
    "妇女与教育": (12, 16),
    "妇女与经济": (10, 17),
    "妇女参与决策和管理": (11, 12),
    "妇女与社会保障": (11, 12),
    "妇女与家庭建设": (11, 13),
    "妇女与环境": (11, 14),
    "妇女与法律": (11, 14),
}

# every figure: domain, goal (m: measure), name, op, value, unit, year if not the plan's last
FIGURES = """
1 2 孕产妇死亡率 <= 10 /10万
1 3 宫颈癌人群筛查率 >= 70 %
1 5 艾滋病母婴传播率 <= 2 %
1 9 妇女经常参加体育锻炼的人数比例 >= 45 %
1 9 妇女体质测定标准合格比例 >= 93 %
1 m4 孕产妇系统管理率 ≈ 90 %
1 m5 宫颈癌和乳腺癌防治知识知晓率 >= 90 %
1 m5 接受宫颈癌筛查的35—45岁妇女比例 >= 70 %
1 m5 宫颈癌患者治疗率 >= 90 %
1 m7 孕产妇艾滋病检测率 >= 98 %
1 m7 孕产妇梅毒检测率 >= 98 %
1 m7 孕产妇乙肝检测率 >= 98 %
1 m7 艾滋病感染孕产妇及所生儿童治疗率 >= 95 %
1 m7 梅毒感染孕产妇及所生儿童治疗率 >= 95 %
1 m8 精神障碍社区康复覆盖县（市、区）比例 = 100 %
1 m8 严重精神障碍患者管理率 ≈ 90 %
1 m8 心理卫生知识知晓率 >= 85 %
1 m8 社区心理咨询开设率 >= 100 %
1 m8 精神障碍社区康复规范开展率 >= 90 %
1 m9 妇女健康知识知晓率 >= 80 %
1 m11 人均运动场所面积 >= 2.5 平方米
2 3 学前三年毛入园率 >= 99 %
2 4 九年义务教育巩固率 >= 99 %
2 5 高中阶段教育毛入学率 >= 98 %
2 7 女性高等教育毛入学率 >= 60 %
3 2 就业人员中的女性比例 ≈ 45 %
3 3 城镇单位就业人员中的女性比例 ≈ 40 %
3 4 每年新增高级专业技术人员中的女性比例 >= 35 %
3 m11 女性科研奖励评选和青年科研项目申请年龄放宽 >= 5 岁
4 8 村委会成员中女性比例 >= 30 %
4 9 社区居委会成员中女性比例 ≈ 50 %
4 9 社区居委会主任中女性比例 >= 40 %
4 m2 城乡社区妇女议事会覆盖率 = 100 %
5 3 妇女基本医疗保险参保率 >= 95 %
5 4 妇女基本养老保险参保率 >= 95 %
5 9 城乡社区养老照料服务中心覆盖率 >= 100 %
5 10 符合条件的城乡困难妇女纳入社会救助比例 = 100 %
5 m1 企业劳动合同签订率 >= 95 %
5 m9 居家社区养老照料服务中心覆盖率 >= 100 %
6 m3 城市社区综合服务设施覆盖率 = 100 %
7 6 农村自来水普及率 >= 93 %
7 6 集中式饮用水水源水质达到或优于Ⅲ类标准的比例 = 100 %
7 m7 城镇污水管网覆盖率 = 100 %
"""

# every target without a figure: domain, goal (m: measure), op, names
WITHOUT_FIGURE = """
1 1 ↑ 妇女人均预期寿命 妇女人均健康预期寿命
1 2 ↓ 孕产妇死亡率城乡差异 孕产妇死亡率区域差异
1 3 ↑ 乳腺癌人群筛查率
1 4 ↓ 非意愿妊娠
1 5 ↓ 梅毒母婴传播 乙肝母婴传播
1 6 ↑ 妇女心理健康素养水平
1 6 ↓ 妇女焦虑障碍患病率上升速度 妇女抑郁症患病率上升速度
1 7 ↑ 妇女健康素养水平
1 8 ↓ 孕产妇贫血
1 m11 > 经常参加体育锻炼的人数比例
2 6 ↑ 女性接受职业教育的水平
2 7 ≈ 高校在校生中男女比例 高等教育学科专业的性别结构
2 8 ↑ 科技人才中女性比例
2 8 ↓ 男女两性科学素质水平差距
2 9 ↑ 女性接受终身教育水平
2 10 ↓ 女性青壮年文盲
2 10 ↑ 劳动年龄女性平均受教育年限
2 11 ↑ 经常性参与教育活动的老年妇女比例
3 5 ↓ 男女收入差距
3 6 ↓ 女职工职业病发病率
4 2 >= 各级党员代表大会中女党员代表比例
4 3 ↑ 各级人大代表中女性比例 各级人大常委会委员中女性比例 各级政协委员中女性比例 各级政协常委中女性比例
4 4 ↑ 地方政府领导班子中女干部比例 政府领导班子正职女干部占同级正职比例
4 5 ↑ 政府部门领导班子中女干部比例 政府部门领导班子正职女干部占同级正职比例
4 6 ↑ 事业单位领导班子成员中的女性比例
4 7 ↑ 企业董事会成员中女性比例 企业监事会成员中女性比例 企业管理层中女性比例
4 7 ≈ 职工代表大会中女性比例
4 8 ↑ 村党组织成员中女性比例 村党组织书记中女性比例 村委会主任中女性比例
4 9 ↑ 社区党组织成员中女性比例 社区党组织书记中女性比例
4 m6 ≈ 事业单位职工代表大会中女职工代表比例
4 m7 ≈ 企业职工代表大会中女职工代表比例
5 2 ↑ 生育保险参保率
5 4 ↑ 妇女基本养老保险待遇水平
5 5 ↑ 妇女失业保险参保人数 妇女工伤保险参保人数
5 6 ↑ 社会保险参保覆盖面
5 8 ↑ 妇女福利待遇水平
6 7 ↓ 两性家务劳动时间差距
6 11 ↑ 人口生育率
7 6 ↑ 农村集中供水水源水质
"""

COMPARISONS = {
    ("1", "6", "妇女焦虑障碍患病率上升速度"): ("trend", None),
    ("1", "6", "妇女抑郁症患病率上升速度"): ("trend", None),
    ("1", "m11", "经常参加体育锻炼的人数比例"): ("benchmark", "全省平均水平"),
    ("2", "7", "高校在校生中男女比例"): ("balance", None),
    ("2", "7", "高等教育学科专业的性别结构"): ("balance", None),
    ("4", "2", "各级党员代表大会中女党员代表比例"): ("benchmark", "党员中的女性比例"),
    ("4", "7", "职工代表大会中女性比例"): ("benchmark", "企事业单位女职工比例"),
    ("4", "m6", "事业单位职工代表大会中女职工代表比例"): ("benchmark", "事业单位女职工比例"),
    ("4", "m7", "企业职工代表大会中女职工代表比例"): ("benchmark", "企业女职工比例"),
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_pack("quanzhou_women")


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def test_head(plan: Plan) -> None:
    assert plan.title == "泉州市妇女发展纲要（2021—2030年）"
    assert (plan.region.name, plan.region.code, plan.region.level) == ("泉州市", "350500", "prefecture")
    assert (plan.audience, plan.period) == ("women", (2021, 2030))
    assert (plan.doc_no, plan.issued) == ("", "2022-04-26")


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
    assert counted_by_domain(plan) == {1: 5, 2: 4, 3: 3, 4: 5, 5: 4, 7: 2}


def test_every_target_fits_its_indicator(plan: Plan, library: Library) -> None:
    assert mismatches(plan, library) == []


def test_monitoring(plan: Plan) -> None:
    monitoring = plan.monitoring
    assert (monitoring.annual, monitoring.midterm, monitoring.final) == (True, True, True)
    assert (monitoring.data_to, monitoring.evaluation_to) == ("泉州市妇儿工委办公室", "泉州市妇儿工委")
    assert monitoring.groups == ("监测组", "评估组")
    for duty in (
        "缺项数据",
        "预警",
        "第三方",
        "分性别",
        "专项调查",
        "数据库",
        "经费",
        "替代性指标",
        "重大决策",
    ):
        assert any(duty in special for special in monitoring.special), duty


def test_shares_that_cannot_pass_a_hundred(plan: Plan) -> None:
    """原文 writes 100%以上 for three coverages; the figure stays as written, the oddity is said."""
    odd = [p.target for p in plan.placed_targets() if p.target.op == ">=" and p.target.value == 100]
    assert [t.name for t in odd] == [
        "社区心理咨询开设率",
        "城乡社区养老照料服务中心覆盖率",
        "居家社区养老照料服务中心覆盖率",
    ]
    assert all(t.remark is not None and "100%以上" in t.remark for t in odd)
