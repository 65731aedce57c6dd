"""泉州 children's plan against a table typed here by hand from the checked facts."""

from decimal import Decimal

import pytest

from helpers.children_packs import faults, shape, typed, with_figure, without_figure
from plandesk.core.indicator import Library
from plandesk.core.plan import Plan
from plandesk.store.shelf import load_library, load_pack

DOMAINS = [
    ("儿童与健康", 13, 17),
    ("儿童与安全", 12, 14),
    ("儿童与教育", 10, 14),
    ("儿童与福利", 13, 16),
    ("儿童与家庭", 10, 11),
    ("儿童与环境", 10, 13),
    ("儿童与法律保护", 11, 16),
]

FIGURES = """
1.3   新生儿死亡率 ≈ 3 ‰
1.3   婴儿死亡率 ≈ 4 ‰
1.3   5岁以下儿童死亡率 ≈ 5 ‰
1.6   适龄儿童免疫规划疫苗接种率 >= 95 %
1.8   5岁以下儿童贫血率 <= 6 %
1.8   5岁以下儿童生长迟缓率 <= 3 %
1.9   小学生近视率 <= 38 %
1.9   初中生近视率 <= 60 %
1.9   高中阶段学生近视率 <= 70 %
1.9   儿童青少年总体近视率 ↓ 0.5 个百分点 每年
1.9   0～6岁儿童眼保健和视力检查覆盖率 >= 90 %
1.10  国家学生体质健康标准优良达标率 >= 60 %
1.m2  政府举办、标准化妇幼保健机构数 >= 1 所
1.m2  每千名儿童拥有儿科执业（助理）医师数 >= 1.12 名
1.m2  每千名儿童拥有床位数 >= 3.17 张
1.m2  每所镇卫生院、社区卫生服务中心儿童基本医疗全科医生数 >= 1 名
1.m2  每所乡镇卫生院、社区卫生服务中心专业从事儿童保健的医生数 >= 2 名
1.m3  学校健康教育开课率 = 100 %
1.m4  新生儿访视率 >= 90 %
1.m4  新生儿遗传代谢病筛查率 >= 95 %
1.m6  3岁以下儿童系统管理率 >= 90 %
1.m6  7岁以下儿童健康管理率 >= 90 %
1.m7  12岁儿童龋患率 <= 25 %
1.m10 6个月内婴儿纯母乳喂养率 >= 70 %
1.m11 0～6岁儿童眼保健和视力检查覆盖率 >= 90 %
1.m11 学校眼保健操普及率 = 100 %
1.m11 儿童每天接触户外自然光时间 >= 1 小时
1.m12 儿童每天中等及以上强度运动时间 >= 1 小时
1.m12 小学生每天睡眠时间 >= 10 小时
1.m12 初中生每天睡眠时间 >= 9 小时
1.m12 高中生每天睡眠时间 >= 8 小时
1.m14 初中学段预防艾滋病教育时间 >= 6 课时
1.m14 高中学段预防艾滋病教育时间 >= 4 课时
2.1   儿童伤害死亡率 ↓ 20 % 期内
3.2   学前教育毛入园率 >= 99 %
3.3   九年义务教育巩固率 >= 99 %
3.4   高中阶段毛入学率 >= 98 %
3.5   残疾儿童义务教育入学率 >= 99 %
3.m5  学前教育公共服务体系覆盖率 ≈ 100 % 隐含
3.m6  义务教育学校免试就近入学覆盖率 = 100 % 隐含
3.m8  适龄残疾儿童教育覆盖率 = 100 % 隐含
3.m8  残疾儿童少年免费教育年限 >= 15 年
4.5   每千人口拥有3岁以下婴幼儿托位数 >= 4.5 个
4.m7  有需求的残疾儿童和持证残疾人康复服务率 >= 95 %
5.6   建立家长学校或家庭教育指导服务站点的城市社区比例 >= 95 %
5.6   建立家长学校或家庭教育指导服务站点的农村社区比例 >= 85 %
5.7   开展心理健康教育的家长学校或家庭教育指导服务站点比例 >= 50 %
5.m8  每个家长学校或家庭教育指导服务站点心理健康教育活动次数 >= 1 次/年
6.7   农村自来水普及率 >= 93 %
"""

WITHOUT_FIGURE = """
1.2  儿童及其养护人健康素养水平 ↑
1.3  儿童死亡率地区差距 ↓
1.3  儿童死亡率城乡差距 ↓
1.8  儿童超重率 ↓ trend
1.8  儿童肥胖率 ↓ trend
1.9  儿童新发近视率 ↓
2.1  儿童伤害致残率 ↓
2.2  儿童溺水死亡率 ↓
2.4  儿童跌倒、跌落、烧烫伤和中毒发生率 ↓
2.4  儿童跌倒、跌落、烧烫伤和中毒致残率 ↓
2.4  儿童跌倒、跌落、烧烫伤和中毒死亡率 ↓
2.10 儿童自杀事件数 ↓
3.3  农村地区女童就学率 ↑
3.m11 义务教育教师平均工资收入水平 >= benchmark
4.5  托育机构数 ↑
4.5  托位数 ↑
4.8  城乡社区儿童之家覆盖率 ↑
4.11 儿童服务类社会组织数 ↑
4.11 儿童社会工作专业人员数 ↑
5.10 在校儿童家长教育培训开设率 ↑
5.10 在校儿童父亲教育培训参加率 ↑
6.6  公益性儿童校外活动场所数 ↑
6.6  公益性儿童校外活动场所利用率 ↑
7.10 未成年人犯罪人数占未成年人人口数量的比重 ↓
7.11 出生人口性别比 ↓
"""

BASELINES = """
婴儿死亡率 2010 5.28
婴儿死亡率 2020 2.19
5岁以下儿童死亡率 2010 7.07
5岁以下儿童死亡率 2020 3.42
学前教育毛入园率 2010 91.51
学前教育毛入园率 2020 99.34
九年义务教育巩固率 2020 99
高中阶段毛入学率 2010 81
高中阶段毛入学率 2020 108
"""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_pack("quanzhou_children")


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def test_head(plan: Plan) -> None:
    assert plan.title == "泉州市儿童发展纲要（2021—2030年）"
    assert (plan.region.name, plan.region.code, plan.region.level) == ("泉州市", "350500", "prefecture")
    assert (plan.audience, plan.period, plan.issued) == ("children", (2021, 2030), "2022-04-26")


def test_domains_goals_and_measures_are_counted_in_order(plan: Plan) -> None:
    assert shape(plan) == DOMAINS
    for domain in plan.domains:
        assert [g.no for g in domain.goals] == [str(n) for n in range(1, len(domain.goals) + 1)]


def test_every_figure_stands_once_and_no_other(plan: Plan, library: Library) -> None:
    assert with_figure(plan, library) == typed(FIGURES)


def test_every_target_without_figure_stands_once_and_no_other(plan: Plan, library: Library) -> None:
    assert without_figure(plan, library) == typed(WITHOUT_FIGURE)


def test_baselines(plan: Plan, library: Library) -> None:
    found = [(library[b.indicator].name, str(b.year), format(b.value, "f")) for b in plan.baselines]
    assert sorted(found) == typed(BASELINES)


def test_targets_looser_than_the_baseline_say_so(plan: Plan) -> None:
    remarks = {p.target.indicator: p.target.remark or "" for p in plan.placed_targets()}
    for baseline in plan.baselines:
        if baseline.year == 2020 and baseline.indicator != "compulsory_retention_rate":
            assert format(baseline.value, "f") in remarks[baseline.indicator]


def test_every_target_has_its_indicator_form_and_name(plan: Plan, library: Library) -> None:
    assert faults(plan, library) == []


def test_scopes_and_changes(plan: Plan) -> None:
    by_code = {p.target.indicator: p.target for p in plan.placed_targets() if p.goal is not None}
    assert "以乡镇（街道）为单位" in (by_code["immunisation_coverage"].scope or "")
    injury = by_code["child_injury_mortality_rate"]
    assert (injury.baseline_year, injury.value) == (2020, Decimal(20))
    myopia = by_code["overall_myopia_rate"].relative
    assert myopia is not None
    assert (myopia.direction, myopia.per, myopia.unit) == ("down", "year", "个百分点")


def test_monitoring_duties(plan: Plan) -> None:
    monitoring = plan.monitoring
    assert (monitoring.annual, monitoring.midterm, monitoring.final) == (True, True, True)
    assert (monitoring.data_to, monitoring.evaluation_to) == ("泉州市妇儿工委办公室", "泉州市妇儿工委")
    assert monitoring.groups == ("监测组", "评估组")
    assert any("缺项" in duty for duty in monitoring.special)
    assert any("预警" in duty for duty in monitoring.special)
