"""海州区 children's plan against a table typed here by hand from the checked facts."""

import pytest

from helpers.children_packs import faults, shape, typed, with_figure, without_figure
from plandesk.core.indicator import Library
from plandesk.core.plan import Plan
from plandesk.store.shelf import load_library, load_pack

DOMAINS = [
    ("儿童与健康", 14, 16),
    ("儿童与安全", 10, 12),
    ("儿童与教育", 9, 13),
    ("儿童与福利", 9, 12),
    ("儿童与家庭", 8, 9),
    ("儿童与环境", 10, 12),
    ("儿童与法律保护", 10, 14),
]

FIGURES = """
1.3   新生儿死亡率 <= 3.0 ‰ 2025
1.3   婴儿死亡率 <= 4.5 ‰ 2025
1.3   5岁以下儿童死亡率 <= 5.5 ‰ 2025
1.3   新生儿死亡率 <= 2.3 ‰
1.3   婴儿死亡率 <= 3.4 ‰
1.3   5岁以下儿童死亡率 <= 4.4 ‰
1.3   新生儿遗传代谢病筛查率 >= 98 %
1.3   新生儿听力障碍筛查率 >= 95 %
1.3   新生儿先天性心脏病筛查率 >= 85 %
1.4   严重多发致残的出生缺陷发生率 <= 11 /万
1.6   3岁以下儿童系统管理率 >= 90 %
1.6   7岁以下儿童健康管理率 >= 90 %
1.7   适龄儿童免疫规划疫苗接种率 >= 90 %
1.8   6个月内婴儿纯母乳喂养率 >= 60 %
1.9   5岁以下儿童贫血率 <= 10 %
1.9   5岁以下儿童生长迟缓率 <= 5 %
1.9   12岁儿童龋患率 <= 25 %
1.11  儿童青少年总体近视率 between 0.5～1 个百分点 每年
1.11  0～6岁儿童眼保健和视力检查覆盖率 >= 90 %
1.11  小学生近视率 <= 38 %
1.11  初中生近视率 <= 60 %
1.11  高中阶段学生近视率 <= 70 %
1.12  国家学生体质健康标准优良达标率 >= 60 %
1.13  配备专兼职心理健康工作人员的中小学校比例 >= 95 %
1.m2  政府举办、标准化妇幼保健机构数 >= 1 所
1.m2  每千名儿童拥有儿科执业（助理）医师数 >= 1.12 名
1.m2  每千名儿童拥有床位数 >= 3.17 张
1.m2  每所镇卫生院、社区卫生服务中心儿童基本医疗全科医生数 >= 1 名
1.m2  每所乡镇卫生院、社区卫生服务中心专业从事儿童保健的医生数 >= 2 名
1.m4  新生儿访视率 >= 90 %
1.m4  危重新生儿救治中心数 >= 1 个
1.m10 6个月内婴儿纯母乳喂养率 >= 60 %
1.m12 0～6岁儿童眼保健和视力检查覆盖率 >= 90 %
1.m12 学校眼保健操普及率 = 100 %
1.m12 儿童每天接触户外自然光时间 >= 1 小时
1.m13 儿童掌握体育运动技能数 >= 1 项
1.m13 中小学体育与健康课程开课率 = 100 %
1.m13 中小学生每天校内体育活动时间 >= 1 小时
1.m13 小学生每天睡眠时间 >= 10 小时
1.m13 初中生每天睡眠时间 >= 9 小时
1.m13 高中生每天睡眠时间 >= 8 小时
2.1   儿童伤害死亡率 ↓ 20 % 期内
2.m8  镇（街）未成年人保护工作站或工作专干覆盖率 = 100 % 隐含
3.2   学前教育毛入园率 >= 90 %
3.2   公办园在园幼儿占比 >= 50 %
3.3   九年义务教育巩固率 >= 98 %
3.4   高中阶段毛入学率 ≈ 95 %
3.5   残疾儿童义务教育入学率 >= 95 %
3.m4  学前教育公共服务体系覆盖率 ≈ 100 % 隐含
3.m4  每个镇公办中心幼儿园数 >= 1 所
3.m5  优质学校帮扶农村薄弱学校覆盖率 = 100 % 隐含
3.m5  义务教育学校免试就近入学覆盖率 = 100 % 隐含
3.m7  残疾儿童少年免费教育年限 >= 15 年
3.m7  儿童福利机构内适学适龄儿童接受教育并纳入学籍管理比例 = 100 % 隐含
3.m8  青少年科学主题实践活动数 between 8～10 个 2025
3.m8  接受科学教育的青少年和儿童人次 >= 100 万人次 2025
3.m12 课后服务覆盖率 = 100 %
3.m12 义务教育学校作业管理指标完成率 = 100 % 2025
3.m13 中小学、幼儿园家庭教育指导或实践活动次数 >= 1 次/学年
4.4   每千人口拥有3岁以下婴幼儿托位数 >= 4 个
4.5   孤儿、事实无人抚养儿童基本生活标准 >= 6 % 2025 每年
4.6   农村留守儿童书面照护协议签订率 = 100 %
4.m5  集中供养孤儿基本生活养育标准 >= 2500 元 2025
4.m5  孤儿、事实无人抚养儿童基本生活标准 >= 2000 元 2025
4.m6  残疾儿童接受基本辅助器具适配服务比例 >= 95 %
4.m11 每个镇（街道）儿童督导员人数 between 1～2 名
4.m11 每个村（社区）儿童主任人数 >= 1 名
5.6   建立家长学校或家庭教育指导服务站点的城市社区比例 >= 95 %
5.6   建立家长学校或家庭教育指导服务站点的农村社区比例 >= 85 %
6.7   农村自来水普及率 >= 80 % 2025
6.7   农村自来水普及率 >= 88 % 2025 力争
6.m8  少儿艺术节举办次数 >= 1 届/2年
7.m3  建立少年法庭工作机制的法院比例 = 100 % 隐含
"""

WITHOUT_FIGURE = """
1.2  儿童及其养护人健康素养水平 ↑
1.3  儿童死亡率地区差距 ↓
1.3  儿童死亡率城乡差距 ↓
1.10 儿童超重率 ↓ trend
1.10 儿童肥胖率 ↓ trend
1.11 儿童新发近视率 ↓
1.13 儿童心理行为问题发生率 ↓
1.13 儿童精神疾病患病率 ↓
1.14 适龄儿童性教育与生殖健康教育知识普及率 ↑
2.1  儿童伤害致残率 ↓
2.2  儿童溺水死亡率 ↓
2.3  儿童道路交通伤害死亡率 ↓
2.4  儿童跌倒、跌落、烧烫伤和中毒发生率 ↓
2.4  儿童跌倒、跌落、烧烫伤和中毒致残率 ↓
2.4  儿童跌倒、跌落、烧烫伤和中毒死亡率 ↓
3.m6 中等职业教育在校生数 ≈ benchmark
4.4  普惠托育机构数 ↑
4.4  普惠托位数 ↑
4.5  孤儿、事实无人抚养儿童基本生活标准 ↑
4.5  残疾儿童康复服务覆盖率 ↑
4.7  城乡社区儿童之家覆盖率 ↑
4.9  儿童服务类社会组织数 ↑
4.9  儿童社会工作专业人员数 ↑
6.6  公益性儿童校外活动场所数 ↑
6.6  公益性儿童校外活动场所利用率 ↑
6.7  农村自来水普及率 ↑
6.7  农村卫生厕所普及率 ↑
7.10 未成年人犯罪人数占未成年人人口数量的比重 ↓
"""

BASELINES = """
新生儿先天性甲状腺功能减低症筛查率 2020 99.37
新生儿苯丙酮尿症筛查率 2020 99.37
新生儿听力障碍筛查率 2020 99.52
婴儿死亡率 2020 3.18
5岁以下儿童死亡率 2020 4.01
小学六年义务教育巩固率 2020 93.7
初中三年义务教育巩固率 2020 102.6
"""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_pack("haizhou_children")


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def test_head(plan: Plan) -> None:
    assert plan.title == "海州区儿童发展规划（2021—2030年）"
    assert (plan.region.name, plan.region.code, plan.region.level) == ("海州区", "210902", "county")
    assert (plan.doc_no, plan.issued, plan.period) == ("阜海政发〔2022〕4号", "2022-08-29", (2021, 2030))


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


def test_what_is_odd_says_so(plan: Plan) -> None:
    remarks = {(p.target.indicator, format(p.target.value, "f")): p.target.remark or "" for p in plan.placed_targets()
               if p.target.value is not None}  # fmt: skip
    assert "3.18‰" in remarks["infant_mortality_rate", "4.5"]
    assert "4.01‰" in remarks["under5_mortality_rate", "4.4"]
    assert "110/10万" in remarks["severe_birth_defect_incidence", "11"]
    assert "力争" in remarks["rural_tap_water_coverage", "88"]


def test_every_target_has_its_indicator_form_and_name(plan: Plan, library: Library) -> None:
    assert faults(plan, library) == []


def test_relative_targets(plan: Plan) -> None:
    relative = {p.target.indicator: p.target.relative for p in plan.placed_targets() if p.target.relative}
    rise, falling = relative["orphan_living_standard"], relative["overall_myopia_rate"]
    assert rise is not None
    assert falling is not None
    assert (rise.direction, rise.per, rise.unit) == ("up", "year", "%")
    assert (falling.direction, falling.per, falling.unit) == ("down", "year", "个百分点")
    vocational = relative["vocational_secondary_students"]
    assert vocational is not None
    assert vocational.against == "general_senior_students"


def test_monitoring_duties(plan: Plan) -> None:
    monitoring = plan.monitoring
    assert (monitoring.annual, monitoring.midterm, monitoring.final) == (True, True, True)
    assert (monitoring.data_to, monitoring.evaluation_to) == ("海州区统计局", "海州区妇儿工委")
    assert monitoring.groups == ("监测组", "评估组")
    assert any("缺项" in duty for duty in monitoring.special)
