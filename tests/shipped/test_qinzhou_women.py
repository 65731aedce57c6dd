"""The 钦州 women's pack against a second reading, typed here by hand."""

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
    "妇女与健康": (10, 12),
    "妇女与教育": (12, 13),
    "妇女与经济": (10, 13),
    "妇女参与决策和管理": (12, 11),
    "妇女与社会保障": (9, 11),
    "妇女与家庭建设": (10, 10),
    "妇女与环境": (12, 14),
    "妇女与法律": (9, 12),
}

# every figure: domain, goal (m: measure), name, op, value, unit, year if not the plan's last
FIGURES = """
1 2 孕产妇死亡率 <= 12 /10万
1 3 适龄妇女宫颈癌人群筛查率 >= 70 %
1 5 艾滋病母婴传播率 <= 2 %
1 m2 政府举办、标准化妇幼保健机构数 >= 1 所
1 m4 孕产妇住院分娩率 = 100 %
1 m4 孕产妇系统管理率 >= 90 %
1 m4 产前筛查率 >= 85 %
1 m5 “两癌”防控知识知晓率 >= 90 %
1 m5 35—45岁接受高效宫颈癌筛查的妇女比例 >= 70 %
1 m5 宫颈癌患者治疗率 >= 90 %
1 m7 孕产妇艾滋病检测率 >= 98 %
1 m7 孕产妇梅毒检测率 >= 98 %
1 m7 孕产妇乙肝检测率 >= 98 %
1 m7 艾滋病感染孕产妇及所生儿童感染者治疗率 >= 95 %
1 m7 梅毒感染孕产妇及所生儿童感染者治疗率 >= 95 %
2 4 学前教育毛入园率 >= 95 %
2 5 九年义务教育巩固率 >= 100 %
2 6 高中阶段毛入学率 >= 97 %
3 2 就业人员中的女性比例 ≈ 45 %
3 3 城镇单位就业人员中的女性比例 ≈ 40 %
3 4 高级专业技术人员中的女性比例 >= 40 %
4 8 村民委员会成员中女性比例 >= 30 %
4 8 村民委员会主任中女性比例 >= 10 %
4 9 社区居委会成员中女性比例 ≈ 50 %
4 9 社区居委会主任中女性比例 >= 45 %
4 m2 城乡社区妇女议事会覆盖率 = 100 %
5 3 妇女基本医疗保险参保率 >= 95 %
5 4 妇女基本养老保险参保率 >= 95 %
5 m1 “五险”法定人群覆盖率 = 100 %
6 m3 学前教育公共服务体系覆盖率 ≈ 100 %
6 m3 城市社区综合服务设施覆盖率 = 100 %
7 6 农村自来水普及率 >= 90 %
7 8 农村生活垃圾进行收运处置的行政村比例 ≈ 100 %
7 10 建有妇女活动中心的市、县区比例 = 100 %
7 m7 城镇污水管网覆盖率 = 100 %
7 m10 每个县区妇女活动中心数 >= 1 所
"""

# every target without a figure: domain, goal (m: measure), op, names
WITHOUT_FIGURE = """
1 1 ↑ 妇女人均预期寿命 妇女人均健康预期寿命
1 2 ↓ 孕产妇死亡率城乡差距 孕产妇死亡率区域差距
1 3 ↑ 乳腺癌人群筛查率
1 4 ↓ 非意愿妊娠
1 5 ↑ 孕产妇艾滋病孕早期检测比例 孕产妇梅毒孕早期检测比例 孕产妇乙肝孕早期检测比例
1 5 ↓ 梅毒母婴传播 乙肝母婴传播
1 6 ↑ 妇女心理健康和精神疾病预防知识知晓率
1 7 ↑ 妇女健康素养水平
1 8 ↓ 孕产妇贫血
1 9 ↑ 妇女经常参加体育锻炼人数比例 妇女体质测定标准合格比例
2 7 ↑ 女性接受职业教育的水平
2 9 ↓ 男女两性科学素质水平差距
2 10 ↑ 女性接受终身教育水平
2 11 ↓ 女性青壮年文盲
2 11 ↑ 女性平均受教育年限
2 12 ↑ 经常性参与教育活动的老年妇女比例
3 5 ↓ 男女收入差距
3 6 ↓ 女职工职业病发病率
4 2 >= 各级党代会中女党员代表比例
4 3 ↑ 各级人大代表中的女性比例 各级人大常委会委员中的女性比例 各级政协委员中的女性比例 各级政协常委中的女性比例
4 4 ↑ 政府领导班子中的女干部比例 政府领导班子中担任正职的女干部占同级正职干部的比例
4 5 ↑ 政府工作部门领导班子中的女干部比例 政府工作部门领导班子中担任正职的女干部占同级正职干部的比例
4 6 ↑ 各类事业单位领导班子成员中的女性比例
4 7 ↑ 企业董事会成员中的女性比例 企业监事会成员中的女性比例 企业管理层中的女性比例
4 7 ≈ 企事业单位职工代表大会中女性比例
4 8 ↑ 村党组织成员中女性比例 村党组织书记中女性比例
4 9 ↑ 社区党组织成员中女性比例 社区党组织书记中女性比例
4 11 ↑ 少数民族女干部的比例
4 m6 ≈ 事业单位职工代表大会中女职工代表比例
4 m7 ≈ 企业职工代表大会中女职工代表比例
5 1 ↓ 两性社会保障享有水平差距
5 2 ↑ 生育保险参保率
5 4 ↑ 妇女基本养老保险待遇水平
5 5 ↑ 妇女失业保险参保人数 妇女工伤保险参保人数
5 7 ↑ 妇女福利待遇水平
6 7 ↓ 两性家务劳动时间差距
6 9 ↑ 新婚夫妻接受家庭教育指导率
7 6 ↑ 城市集中式饮用水水源水质
7 7 ↑ 农村卫生厕所普及率
7 8 ↑ 城市生活垃圾分类
"""

COMPARISONS = {
    ("4", "2", "各级党代会中女党员代表比例"): ("benchmark", "党员中的女性比例"),
    ("4", "7", "企事业单位职工代表大会中女性比例"): ("benchmark", "企事业单位女职工比例"),
    ("4", "m6", "事业单位职工代表大会中女职工代表比例"): ("benchmark", "事业单位女职工比例"),
    ("4", "m7", "企业职工代表大会中女职工代表比例"): ("benchmark", "企业女职工比例"),
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_pack("qinzhou_women")


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def test_head(plan: Plan) -> None:
    assert plan.title == "钦州市妇女发展规划（2021－2030年）"
    assert (plan.region.name, plan.region.code, plan.region.level) == ("钦州市", "450700", "prefecture")
    assert (plan.audience, plan.period) == ("women", (2021, 2030))
    assert (plan.doc_no, plan.issued) == ("钦政发〔2022〕11号", "2022-07-04")


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
    assert counted_by_domain(plan) == {1: 3, 2: 3, 3: 3, 4: 6, 5: 2, 7: 3}


def test_every_target_fits_its_indicator(plan: Plan, library: Library) -> None:
    assert mismatches(plan, library) == []


def test_monitoring(plan: Plan) -> None:
    monitoring = plan.monitoring
    assert (monitoring.annual, monitoring.midterm, monitoring.final) == (True, True, True)
    assert (monitoring.data_to, monitoring.evaluation_to) == ("钦州市统计局", "钦州市妇儿工委")
    assert monitoring.groups == ("监测组", "评估组")
    for duty in ("缺项数据", "预警", "第三方", "分性别", "专项调查", "数据库", "经费", "重大决策"):
        assert any(duty in special for special in monitoring.special), duty


def test_full_coverage_in_words(plan: Plan) -> None:
    """全覆盖, 均建有 are 100; 基本全覆盖 and 基本达到 are about 100; 100%以上 stays ``>=`` and is remarked."""
    hundred = {
        (p.target.name, p.target.op, p.target.implicit)
        for p in plan.placed_targets()
        if p.target.value == 100
    }
    assert hundred == {
        ("孕产妇住院分娩率", "=", False),
        ("九年义务教育巩固率", ">=", False),
        ("城乡社区妇女议事会覆盖率", "=", True),
        ("“五险”法定人群覆盖率", "=", True),
        ("学前教育公共服务体系覆盖率", "≈", True),
        ("城市社区综合服务设施覆盖率", "=", True),
        ("农村生活垃圾进行收运处置的行政村比例", "≈", False),
        ("建有妇女活动中心的市、县区比例", "=", True),
        ("城镇污水管网覆盖率", "=", True),
    }
    retention = next(p.target for p in plan.placed_targets() if p.target.name == "九年义务教育巩固率")
    assert retention.remark is not None
    assert "100%以上" in retention.remark
