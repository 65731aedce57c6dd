"""The 丽水 women's pack against a second reading, typed here by hand."""

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
    "妇女与健康": (14, 11),
    "妇女与教育": (16, 9),
    "妇女与经济": (13, 10),
    "妇女参与决策和管理": (12, 8),
    "妇女与社会保障": (13, 7),
    "妇女与家庭建设": (11, 10),
    "妇女与环境": (15, 10),
    "妇女与法律": (13, 12),
}

# every figure: domain, goal (m: measure, p: project), name, op, value, unit, year if not the plan's last
FIGURES = """
1 1.1 婚前医学检查率 >= 80 %
1 1.1 孕前优生健康检查率 >= 95 %
1 1.2 政府举办、标准化妇幼保健机构数 >= 1 所
1 1.3 乳腺癌筛查率 >= 80 %
1 1.3 宫颈癌筛查率 >= 80 %
1 2.1 孕产妇死亡率 <= 9 /10万
1 2.2 高危孕产妇住院分娩率 = 100 %
1 2.3 孕产妇系统管理率 >= 96 %
1 2.3 产前筛查率 >= 90 %
1 3.1 孕产妇艾滋病检测率 >= 98 %
1 3.1 孕产妇梅毒检测率 >= 98 %
1 3.1 孕产妇乙肝检测率 >= 98 %
1 3.2 艾滋病母婴传播率 <= 2 %
1 5 妇女国民体质合格率 >= 95 %
1 5 城乡体育健身设施覆盖率 = 100 %
1 m2 政府举办、标准化妇幼保健机构数 >= 1 所
2 2.2 义务教育巩固率 = 100 %
2 2.3 高中段女生毛入学率 >= 99 %
2 3.2 高等教育毛入学率 > 62 %
3 1.1 城镇单位从业人员女性比例 >= 40 %
3 1.2 女性接受再就业技能培训的合格率 >= 90 %
3 1.3 专业技术人员中的女性比例 >= 35 %
4 1.2 中国共产党女党员比例 >= 30 %
4 3.1 村委员会成员中女性比例 >= 30 %
4 3.2 社区居委会成员中女性比例 ≈ 50 %
5 1.2 妇女参加基本医疗保险覆盖率 = 100 %
5 1.2 妇女参加基本养老保险覆盖率 ≈ 100 %
5 2.2 每个市精神卫生福利设施数 ≈ 1 处
5 2.2 规范化“残疾人之家”数 >= 1 家
5 2.3 最低生活保障年标准 >= 14000 元/人
5 3.3 65岁及以上老年妇女健康管理率 >= 75 %
5 3.3 乡镇（街道）居家养老服务中心覆盖率 = 100 %
5 m3 妇女参加基本养老保险覆盖率 ≈ 100 %
6 2.1 乡镇（街道）级以上文明家庭创建达标率 >= 85 %
7 3.1 妇女的生态文明教育普及率 = 100 %
7 3.6 建有多功能妇女（妇女儿童）活动中心的县（市、区）比例 >= 70 %
7 3.7 妇女用化妆品抽查合格率 >= 95 %
7 3.7 妇女用卫生用品抽查合格率 >= 95 %
7 3.7 对发现的质量问题处置率 = 100 %
8 1.3 法规政策性别平等评估机制县级以上覆盖率 = 100 %
8 m2 政策法规性别平等咨询评估机构县级以上覆盖率 = 100 %
- p8 市级示范带动的“四新”妇联组织数 >= 10 个
- p8 每个县（市、区）示范带动的“四新”妇联组织数 >= 10 个
"""

# every target without a figure: domain, goal (m: measure), op, names
WITHOUT_FIGURE = """
1 1.3 ↑ 两癌早诊率 两癌早治率
1 1.4 ↑ 妇女人均预期寿命
1 2.1 ↓ 孕产妇死亡率城乡差距 孕产妇死亡率区域差距
1 2.2 ↓ 非意愿妊娠 人工流产率 取环手术感染率
1 3.1 ↑ 孕早期检测率
1 3.2 ↓ 梅毒代际传播 乙肝代际传播
1 4 ↑ 妇女心理健康和精神疾病预防知识知晓率
1 4 ↓ 妇女焦虑障碍患病率 妇女抑郁症患病率
1 5 ↓ 孕产妇中贫血患病率
1 5 ↑ 妇女经常参加体育锻炼的人数比例
2 2.2 ↓ 女童辍学
2 2.4 ≈ 中等职业学校在校生中男女比例
2 3.2 ↑ 女性接受高等教育的水平
2 3.3 ↑ 网络教学和远程教育覆盖面 妇女继续教育参与率
2 3.4 ↑ 享受创业培训、技能培训补贴的女性比例
2 4.1 ↓ 男女两性科学素质水平差距
2 4.3 ↑ 专业技术人员中的女性比例
2 4.4 ↑ 农村实用人才中的女性比例
3 2.1 ↑ 妇女收入
3 2.1 ↓ 男女收入差距
3 2.3 ↑ 有劳动能力的残疾女性就业率
3 2.4 ↑ 女性在高新技术产业中的就业比例 女性在现代服务业中的就业比例 低收入妇女收入
3 3.1 ↓ 女职工职业伤害
3 3.2 ↑ 女职工劳动合同签订率 女职工权益专项集体合同签订率
4 1.1 ↑ 市级党代表中的女性比例 市级人大代表中的女性比例 市级政协委员中的女性比例 市人大常委中的女性比例 市政协常委中的女性比例
4 1.2 >= 党代表女性比例
4 2.1 ↑ 党委领导班子中女干部比例 人大领导班子中女干部比例 政府领导班子中女干部比例 政协领导班子中女干部比例
4 2.1 ↑ 党委、人大、政府、政协领导班子正职中的女性比例
4 2.2 ↑ 市直机关单位和县级以上党委、政府工作部门领导班子中女干部比例
4 2.2 ↑ 市直机关单位和县级以上党委、政府工作部门担任正职的女干部占同级正职干部的比例
4 2.3 ↑ 各级各类事业单位领导班子成员中女性比例
4 2.4 ≈ 女职工董事占职工董事的比例 女职工监事占职工监事的比例 企业职工代表大会中女代表比例 教职工代表大会中女代表比例
4 3.1 ↑ 村党组织成员中女性比例 村党组织书记中女性比例 社区党组织成员中女性比例 社区党组织书记中女性比例
4 3.2 ≈ 社区居委会主任中女性比例
4 3.3 ↑ 社会组织中女性比例 社会组织女性负责人比例
5 1.2 ↑ 妇女参加失业保险人数 女职工参加工伤保险人数
5 1.3 ↑ 生育保险参保率 生育保险享有率
5 3.1 ↑ 妇女享有社会福利的水平
5 3.3 ↑ 养老机构护理型床位比例
6 2.2 ↓ 两性家务劳动时间差距
8 1.4 ↑ 维护妇女权益法律法规知识普及率
8 2.1 ↓ 刑事案件案发率 治安案件案发率
8 2.1 ↑ 刑事案件结案率
"""

COMPARISONS = {
    ("1", "4", "妇女焦虑障碍患病率"): ("trend", None),
    ("1", "4", "妇女抑郁症患病率"): ("trend", None),
    ("2", "2.4", "中等职业学校在校生中男女比例"): ("balance", None),
    ("4", "1.2", "党代表女性比例"): ("benchmark", "党员中的女性比例"),
    ("4", "2.4", "女职工董事占职工董事的比例"): ("benchmark", "企业女职工比例"),
    ("4", "2.4", "女职工监事占职工监事的比例"): ("benchmark", "企业女职工比例"),
    ("4", "2.4", "企业职工代表大会中女代表比例"): ("benchmark", "企业女职工比例"),
    ("4", "2.4", "教职工代表大会中女代表比例"): ("benchmark", "女教职工比例"),
    ("4", "3.2", "社区居委会主任中女性比例"): ("balance", None),
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_pack("lishui_women")


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def test_head(plan: Plan) -> None:
    assert plan.title == "丽水市妇女发展“十四五”规划"
    assert (plan.region.name, plan.region.code, plan.region.level) == ("丽水市", "331100", "prefecture")
    assert (plan.audience, plan.period) == ("women", (2021, 2025))
    assert (plan.doc_no, plan.issued) == ("", "")


def test_domains_goals_and_measures(plan: Plan) -> None:
    assert sizes_of(plan) == SIZES
    assert [d.name for d in plan.domains] == list(SIZES)
    for domain in plan.domains:
        assert len({g.no for g in domain.goals}) == len(domain.goals)
        assert [m.no for m in domain.measures] == list(range(1, len(domain.measures) + 1))


def test_every_figure(plan: Plan) -> None:
    assert figures_of(plan) == typed_figures(FIGURES, 2025)


def test_every_target_without_a_figure(plan: Plan) -> None:
    assert arrows_of(plan) == typed_arrows(WITHOUT_FIGURE)


def test_comparisons(plan: Plan, library: Library) -> None:
    assert comparisons_of(plan, library) == COMPARISONS
    assert all(p.target.relative.words for p in plan.placed_targets() if _in_words(p.target.relative))


def _in_words(relative: object) -> bool:
    return getattr(relative, "kind", "change") != "change"


def test_what_is_counted(plan: Plan) -> None:
    assert counted_by_domain(plan) == {1: 15, 2: 3, 3: 3, 4: 8, 5: 7, 6: 1, 7: 5, 8: 1}


def test_every_target_fits_its_indicator(plan: Plan, library: Library) -> None:
    assert mismatches(plan, library) == []


def test_monitoring(plan: Plan) -> None:
    monitoring = plan.monitoring
    assert (monitoring.annual, monitoring.midterm, monitoring.final) == (True, True, True)
    assert (monitoring.data_to, monitoring.evaluation_to) == (
        "丽水市妇儿工委、丽水市统计局",
        "丽水市妇儿工委、丽水市统计局",
    )
    assert monitoring.groups == ("监测组", "评估组")
    for duty in ("缺项数据", "预警", "第三方", "分性别", "专项调查", "数据库", "经费", "性别统计"):
        assert any(duty in special for special in monitoring.special), duty


def test_headlines_and_their_dashes(plan: Plan) -> None:
    """Sub-goals follow their headline, which stands without a target of its own."""
    numbers = {d.name: " ".join(g.no for g in d.goals) for d in plan.domains}
    assert numbers == {
        "妇女与健康": "1 1.1 1.2 1.3 1.4 2 2.1 2.2 2.3 3 3.1 3.2 4 5",
        "妇女与教育": "1 2 2.1 2.2 2.3 2.4 3 3.1 3.2 3.3 3.4 4 4.1 4.2 4.3 4.4",
        "妇女与经济": "1 1.1 1.2 1.3 1.4 2 2.1 2.2 2.3 2.4 3 3.1 3.2",
        "妇女参与决策和管理": "1 1.1 1.2 2 2.1 2.2 2.3 2.4 3 3.1 3.2 3.3",
        "妇女与社会保障": "1 1.1 1.2 1.3 2 2.1 2.2 2.3 2.4 3 3.1 3.2 3.3",
        "妇女与家庭建设": "1 1.1 1.2 1.3 2 2.1 2.2 2.3 2.4 3 4",
        "妇女与环境": "1 2 2.1 2.2 2.3 3 3.1 3.2 3.3 3.4 3.5 3.6 3.7 4 5",
        "妇女与法律": "1 1.1 1.2 1.3 1.4 2 2.1 2.2 2.3 3 3.1 3.2 3.3",
    }
    for domain in plan.domains:
        heads = {g.no.split(".")[0] for g in domain.goals if "." in g.no}
        assert all(not g.targets for g in domain.goals if g.no in heads)


def test_projects(plan: Plan) -> None:
    assert [p.no for p in plan.projects] == list(range(1, 9))
    assert [p.title for p in plan.projects if p.targets] == ["“党建带动妇建”“四新”妇联组织建设“双十”行动"]
