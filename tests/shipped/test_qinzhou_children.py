"""钦州 children's plan against a second reading of the document, typed here by hand."""

import pytest

from helpers.children_packs import faults, shape, typed, with_figure, without_figure
from plandesk.core.indicator import Library
from plandesk.core.plan import Plan
from plandesk.store.shelf import load_library, load_pack

DOMAINS = [
    ("儿童与健康", 14, 17),
    ("儿童与安全", 11, 14),
    ("儿童与教育", 9, 12),
    ("儿童与福利", 11, 14),
    ("儿童与家庭", 8, 11),
    ("儿童与环境", 9, 10),
    ("儿童与法律保护", 10, 14),
]

FIGURES = """
1.1   新生儿访视率 >= 90 %
1.1   3岁以下儿童系统管理率 >= 90 %
1.1   7岁以下儿童健康管理率 >= 90 %
1.3   新生儿死亡率 <= 3.0 ‰
1.3   婴儿死亡率 <= 5.0 ‰
1.3   5岁以下儿童死亡率 <= 6.0 ‰
1.4   新生儿遗传代谢病筛查率 >= 98 %
1.4   新生儿听力障碍筛查率 >= 97 %
1.6   适龄儿童免疫规划疫苗接种率 >= 90 %
1.8   5岁以下儿童贫血率 <= 10 %
1.8   5岁以下儿童生长迟缓率 <= 5 %
1.9   重型地中海贫血患儿出生率 <= 0.3 /万
1.10  12岁儿童龋患率 <= 25 %
1.11  小学生近视率 <= 38 %
1.11  初中生近视率 <= 60 %
1.11  高中阶段学生近视率 <= 70 %
1.11  0～6岁儿童眼保健和视力检查覆盖率 >= 90 %
1.12  国家学生体质健康标准优良达标率 >= 60 %
1.m2  政府举办、标准化妇幼保健机构数 >= 1 所
1.m2  每千名儿童拥有儿科执业（助理）医师数 >= 1.12 名
1.m2  每千名儿童拥有床位数 >= 3.17 张
1.m2  每所镇卫生院、社区卫生服务中心儿童基本医疗全科医生数 >= 1 名
1.m2  每所乡镇卫生院、社区卫生服务中心专业从事儿童保健的医生数 >= 2 名
1.m6  重型地中海贫血患儿出生率 <= 0.3 /万
1.m6  重型地中海贫血患儿出生率 = 0 /万
1.m7  每千人口拥有3岁以下婴幼儿托位数 >= 4.5 个
1.m11 6个月内婴儿纯母乳喂养率 >= 50 %
1.m12 项目学校小学生口腔保健知识掌握率 >= 85 %
1.m12 项目学校小学生正确刷牙率 >= 70 %
1.m12 项目学校小学生窝沟封闭完好率 >= 85 %
1.m13 儿童每天接触户外自然光时间 >= 1 小时
1.m14 中小学生每天体育活动时间 >= 1 小时
1.m14 儿童掌握体育运动技能数 >= 1 项
2.1   儿童伤害死亡率 ↓ 20 % 期内
3.2   学前教育毛入园率 >= 95 %
3.2   公办园和普惠性民办园在园幼儿占比 >= 89 %
3.2   公办园在园幼儿占比 >= 60 %
3.3   九年义务教育巩固率 >= 100 %
3.4   高中阶段毛入学率 >= 97 %
3.m5  学前教育公共服务体系覆盖率 ≈ 100 % 隐含
3.m6  义务教育学校免试就近入学覆盖率 = 100 % 隐含
3.m8  适龄残疾儿童教育覆盖率 = 100 % 隐含
4.5   每千人口拥有3岁以下婴幼儿托位数 >= 4.5 个
4.11  每个县区儿童福利和未成年人保护服务社会组织数 >= 1 家
4.11  每个县区儿童福利和未成年人保护志愿者队伍数 >= 1 支
4.m12 每个县区儿童福利服务设施或未成年人保护设施数 >= 1 处
4.m14 每个村（居）未成年人保护领域社区社会组织数 between 1～2 个
5.6   建立家长学校或家庭教育指导服务站点的城市社区比例 >= 95 %
5.6   建立家长学校或家庭教育指导服务站点的农村社区比例 >= 85 %
5.m8  每个家长学校或家庭教育指导服务站点心理健康教育活动次数 >= 1 次/年
6.6   建有儿童活动中心的县区比例 = 100 % 隐含
6.7   农村自来水普及率 >= 90 %
6.m7  每个县区儿童活动中心数 >= 1 所
6.m10 中小学幼儿园专职保安配备率 = 100 %
6.m10 中小学幼儿园封闭化管理率 = 100 %
6.m10 中小学幼儿园一键式紧急报警、视频监控系统达标率 = 100 %
6.m10 “护学岗”设置率 = 100 %
"""

WITHOUT_FIGURE = """
1.2  儿童及其养护人健康素养水平 ↑
1.3  儿童死亡率城乡差距 ↓
1.4  新生儿疾病筛查病种数 ↑
1.8  儿童超重率 ↓ trend
1.8  儿童肥胖率 ↓ trend
1.10 儿童窝沟封闭服务覆盖率 ↑
1.10 儿童龋患率 ↓
1.11 儿童新发近视率 ↓
2.1  儿童伤害致残率 ↓
2.2  儿童跌倒、跌落、烧烫伤和中毒发生率 ↓
2.2  儿童跌倒、跌落、烧烫伤和中毒致残率 ↓
2.2  儿童跌倒、跌落、烧烫伤和中毒死亡率 ↓
2.3  儿童溺水死亡率 ↓
2.10 儿童自杀事件数 ↓
3.5  残疾儿童义务教育巩固率 ↑
4.5  托育机构数 ↑
4.5  托位数 ↑
4.11 儿童服务类社会组织数 ↑
4.11 儿童社会工作专业人员数 ↑
6.6  公益性儿童校外活动场所数 ↑
6.6  公益性儿童校外活动场所利用率 ↑
6.7  农村卫生厕所普及率 ↑
7.10 未成年人犯罪人数占未成年人人口数量的比重 ↓
"""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_pack("qinzhou_children")


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def test_head(plan: Plan) -> None:
    assert (plan.region.name, plan.region.code, plan.region.level) == ("钦州市", "450700", "prefecture")
    assert (plan.doc_no, plan.issued, plan.period) == ("钦政发〔2022〕11号", "2022-07-04", (2021, 2030))


def test_domains_goals_and_measures_are_counted_in_order(plan: Plan) -> None:
    assert shape(plan) == DOMAINS
    assert sum(len(d.goals) for d in plan.domains) == 72
    for domain in plan.domains:
        assert [g.no for g in domain.goals] == [str(n) for n in range(1, len(domain.goals) + 1)]


def test_every_figure_of_the_document_stands_once_and_no_other(plan: Plan, library: Library) -> None:
    assert with_figure(plan, library) == typed(FIGURES)


def test_every_target_without_figure_stands_once_and_no_other(plan: Plan, library: Library) -> None:
    assert without_figure(plan, library) == typed(WITHOUT_FIGURE)


def test_every_target_has_its_indicator_form_and_name(plan: Plan, library: Library) -> None:
    assert faults(plan, library) == []
    assert (plan.baselines, plan.projects) == ((), ())


def test_scopes_and_odd_figures(plan: Plan) -> None:
    targets = {(p.target.indicator, p.target.op): p.target for p in plan.placed_targets()}
    assert targets["immunisation_coverage", ">="].scope == "以镇（街道）为单位"
    assert targets["child_injury_mortality_rate", "↓"].baseline_year == 2020
    assert targets["compulsory_retention_rate", ">="].remark
    assert targets["severe_thalassaemia_birth_rate", "="].remark


def test_measures_of_education_have_titles_without_numbers(plan: Plan) -> None:
    titles = [m.title for m in plan.domains[2].measures]
    assert titles[0] == "全面贯彻党的教育方针"
    assert titles[-1] == "坚持学校教育与家庭教育、社会教育相结合"


def test_monitoring_duties(plan: Plan) -> None:
    monitoring = plan.monitoring
    assert (monitoring.annual, monitoring.midterm, monitoring.final) == (True, True, True)
    assert (monitoring.data_to, monitoring.evaluation_to) == ("钦州市统计局", "钦州市妇儿工委")
    assert monitoring.groups == ("监测组", "评估组")
    assert any("缺项" in duty for duty in monitoring.special)
    assert any("预警" in duty for duty in monitoring.special)
