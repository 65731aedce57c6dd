"""丽水 children's plan against a second reading of the document, typed here by hand."""

import pytest

from helpers.children_packs import faults, shape, typed, with_figure, without_figure
from plandesk.core.indicator import Library
from plandesk.core.plan import Plan
from plandesk.store.shelf import load_library, load_pack

# headlines and sub-goals together, measures
DOMAINS = [
    ("儿童与健康", 28, 12),
    ("儿童与安全", 14, 10),
    ("儿童与教育", 17, 14),
    ("儿童与福利", 15, 9),
    ("儿童与家庭", 12, 10),
    ("儿童与环境", 20, 12),
    ("儿童与法律保护", 14, 14),
]

# sub-goals under each headline, 0 where it stands alone
SUB_GOALS = [
    [3, 3, 6, 4, 3, 3],
    [0, 2, 4, 4],
    [4, 2, 2, 5],
    [4, 3, 5],
    [3, 4, 2],
    [11, 7],
    [1, 8, 1, 0],
]

FIGURES = """
1.1.2 新生儿死亡率 <= 3.0 ‰
1.1.2 婴儿死亡率 <= 5.0 ‰
1.1.2 5岁以下儿童死亡率 <= 6.0 ‰
1.2.3 新生儿访视率 >= 90 %
1.2.3 新生儿遗传代谢病筛查率 >= 98 %
1.2.3 新生儿听力障碍筛查率 >= 95 %
1.3.1 幼儿体质抽样检测合格率 >= 95 %
1.3.2 每千名儿童拥有床位数 >= 2.2 张
1.3.2 每千名儿童拥有儿科执业（助理）医师数 >= 1 名
1.3.3 适龄儿童免疫规划疫苗接种率 >= 90 %
1.3.4 6个月内婴儿纯母乳喂养率 >= 65 %
1.3.5 7岁以下儿童健康管理率 >= 90 %
1.3.6 0～3岁儿童中医药健康管理服务覆盖率 >= 70 %
1.4.3 小学生近视率 <= 38 %
1.4.3 初中生近视率 <= 69 %
1.4.3 高中阶段学生近视率 <= 79 %
1.4.3 儿童青少年总体近视率 >= 1 个百分点 每年
1.4.4 5岁以下儿童贫血率 <= 9 %
1.4.4 5岁以下儿童生长迟缓率 <= 4 %
1.4.4 5岁以下儿童低体重率 <= 2 %
1.4.4 12岁儿童龋患率 <= 25 %
1.5.1 0～3岁儿童发育监测筛查率 >= 85 %
1.5.1 3岁以下婴幼儿健康管理率 >= 95 %
1.5.2 3岁以下婴幼儿家长科学育儿知识普及率 >= 85 %
1.5.3 城镇社区婴幼儿照护服务机构覆盖率 >= 50 %
1.5.3 婴幼儿照护服务机构从业人员持证率 >= 85 %
1.5.3 每千人口拥有3岁以下婴幼儿托位数 >= 4.5 个
1.m2  危重新生儿救治、会诊、转诊网络覆盖率 = 100 % 隐含
1.m3  助产机构出生“一件事”联办覆盖率 = 100 % 隐含
1.m5  政府举办、标准化妇幼保健机构数 >= 1 所
1.m9  中小学生每天体育活动时间 >= 1 小时
2.2.1 儿童食品抽查批次合格率 >= 95 %
2.3.1 儿童伤害死亡率 ↓ 10 % 期内
3.1.2 学前教育毛入园率 >= 97 %
3.1.2 九年义务教育巩固率 = 100 %
3.1.2 高中阶段毛入学率 >= 98 %
3.1.3 义务教育标准化中小学校比例 >= 95 %
3.1.4 随迁子女在义务教育公办学校就读比例 >= 85 %
3.3.2 残疾儿童义务教育入学率 >= 99 %
3.m2  国家财政性教育经费支出占国内生产总值比例 >= 4 %
3.m5  儿童掌握体育运动技能数 between 1～2 项
3.m5  学生艺术爱好和特长数 between 1～2 项
3.m8  乡镇学校城乡教育共同体覆盖率 = 100 % 隐含
3.m8  乡村小规模小学结对帮扶覆盖率 = 100 % 隐含
3.m8  薄弱初中结对帮扶覆盖率 = 100 % 隐含
4.1.3 示范型儿童之家占儿童之家总数的比例 >= 15 %
4.1.3 每个乡镇（街道）示范型儿童之家数 >= 1 家
4.2.3 开展标准化发育筛查的建制乡县域医共体基层机构比例 >= 80 %
4.3.3 未成年人救助保护中心实体化运行率 = 100 %
4.m2  开展标准化发育筛查的建制乡县域医共体基层机构比例 >= 80 %
4.m4  区域性儿童福利设施数 between 1～2 个
4.m9  儿童之家服务覆盖率 = 100 % 隐含
5.3.2 设立亲子阅读区的社区图书馆比例 >= 90 %
5.m5  公共文化服务阵地每年家庭教育亲子活动次数 >= 3 次/年
6.1.10 每个乡镇（街道）儿童社会工作者数 >= 1 名
6.2.6 生态文明教育普及率 >= 100 %
p1    预防艾滋病、梅毒和乙肝母婴传播项目覆盖率 = 100 % 隐含
p3    国家学前教育普及普惠县比例 = 100 % 隐含
p3    新增幼儿园学位数 >= 16740 个
p3    公办园在园幼儿占比 >= 60 %
p3    省一二级幼儿园在园幼儿比例 >= 80 %
p3    公办园和普惠性民办园在园幼儿占比 >= 95 %
p3    幼儿教师持证率 = 100 %
p3    学前教育集团化覆盖面 >= 80 %
p4    示范型儿童之家占儿童之家总数的比例 >= 15 %
p4    每个乡镇（街道）示范型儿童之家数 >= 1 家
p4    儿童之家服务覆盖率 = 100 % 隐含
p5    中小学心理咨询与健康教育机构达标率 = 100 % 隐含
p5    学校专兼职心理健康教育教师持证率 = 100 % 隐含
"""

WITHOUT_FIGURE = """
1.1.1 儿童健康服务地区差距 ↓
1.1.1 儿童健康服务城乡差距 ↓
1.1.3 儿童意外伤害发生率 ↓
1.1.3 儿童伤害死亡率 ↓
1.1.3 儿童伤害致残率 ↓
1.2.1 产前筛查率 ↑
1.2.2 严重多发致残的出生缺陷发生率 ↓
1.3.1 儿童健康素养水平 ↑
1.3.1 国家学生体质健康标准优良达标率 ↑
1.3.3 国家免疫规划疫苗种类数 ↑
1.4.2 艾滋病母婴传播率 ↓
1.4.2 梅毒母婴传播率 ↓
1.4.2 乙肝母婴传播率 ↓
1.4.3 儿童总体视力不良发生率 ↓
1.4.4 儿童超重率 ↓ trend
1.4.4 儿童肥胖率 ↓ trend
1.6.2 儿童心理健康素养水平 ↑
1.6.2 儿童心理行为问题发生率 ↓
1.6.2 儿童精神疾病患病率 ↓
2.3.1 儿童意外伤害发生率 ↓
2.3.3 儿童跌倒（跌落）、烧烫伤、溺水发生率 ↓
2.3.3 儿童跌倒（跌落）、烧烫伤、溺水致残率 ↓
2.3.3 儿童跌倒（跌落）、烧烫伤、溺水死亡率 ↓
2.3.4 产品引发的儿童伤害起数 ↓
2.4.4 校园欺凌事件数 ↓
3.3.1 残疾儿童学前教育入园率 ↑
4.2.1 儿童基本医疗保障覆盖率 ↑
4.3.2 孤残儿童养护专业服务机构数 ↑
4.3.2 残疾儿童康复专业服务机构数 ↑
4.3.2 0～6岁残疾儿童抢救性康复率 ↑
4.3.4 流浪儿童救助人次 ↓
4.3.4 反复流浪儿童救助人次 ↓
6.1.8 公益性儿童校外活动场所数 ↑
6.1.8 免费基本公共文化服务项目数 ↑
6.1.8 公益性儿童校外活动场所利用率 ↑
7.2.5 出生人口性别比 ↓
7.3.1 未成年人犯罪人数占未成年人人口数量的比重 ↓
7.3.1 未成年人重新犯罪率 ↓
"""

PROJECTS = [
    "重大公共卫生妇幼项目",
    "出生缺陷预防项目",
    "学前教育实现优质普惠发展",
    "儿童之家建设项目",
    "心理健康教育建设工程",
    "家庭教育促进项目",
    "提升残疾儿童康复服务能力和水平",
]

BASELINES = """
九年义务教育入学率 2020 100
九年义务教育巩固率 2020 100
高中阶段毛入学率 2020 98.27
学前教育毛入园率 2020 98.48
"""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_pack("lishui_children")


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def test_head(plan: Plan) -> None:
    assert (plan.region.name, plan.region.code, plan.region.level) == ("丽水市", "331100", "prefecture")
    assert plan.period == (2021, 2025)


def test_domains_goals_and_measures_are_counted(plan: Plan) -> None:
    assert shape(plan) == DOMAINS
    assert sum(len(d.goals) for d in plan.domains) == 120


def test_sub_goals_stand_in_order_under_their_headlines(plan: Plan) -> None:
    for domain, counts in zip(plan.domains, SUB_GOALS, strict=True):
        wanted = []
        for headline, subs in enumerate(counts, start=1):
            wanted += [str(headline), *(f"{headline}.{sub}" for sub in range(1, subs + 1))]
        assert [g.no for g in domain.goals] == wanted
        assert all(g.kind == "qualitative" for g in domain.goals if "." not in g.no)


def test_every_figure_of_the_document_stands_once_and_no_other(plan: Plan, library: Library) -> None:
    assert with_figure(plan, library) == typed(FIGURES)


def test_every_target_without_figure_stands_once_and_no_other(plan: Plan, library: Library) -> None:
    assert without_figure(plan, library) == typed(WITHOUT_FIGURE)


def test_projects(plan: Plan) -> None:
    assert [p.title for p in plan.projects] == PROJECTS
    assert [p.no for p in plan.projects] == list(range(1, 8))


def test_baselines_and_the_targets_below_them(plan: Plan, library: Library) -> None:
    found = [(library[b.indicator].name, str(b.year), format(b.value, "f")) for b in plan.baselines]
    assert sorted(found) == typed(BASELINES)
    remarks = {p.target.name: p.target.remark or "" for p in plan.placed_targets()}
    assert "98.48%" in remarks["学前教育毛入园率"]
    assert "98.27%" in remarks["高中阶段毛入学率"]


def test_every_target_has_its_indicator_form_and_name(plan: Plan, library: Library) -> None:
    assert faults(plan, library) == []


def test_relative_targets_and_scopes(plan: Plan) -> None:
    by_name = {p.target.name: p.target for p in plan.placed_targets()}
    myopia = by_name["儿童青少年总体近视率"]
    assert myopia.relative is not None
    assert (myopia.relative.direction, myopia.relative.per, myopia.relative.from_year) == (
        "down",
        "year",
        2020,
    )
    deaths = by_name["未成年伤害死亡率"]
    assert deaths.relative is not None
    assert (deaths.relative.per, deaths.relative.from_year, deaths.baseline_year) == ("period", None, None)
    assert by_name["适龄儿童免疫规划疫苗接种率"].scope == "以乡（镇、街道）为单位"
    assert by_name["生态文明教育普及率"].remark


def test_kinds_of_goals(plan: Plan) -> None:
    kinds: dict[str, set[str]] = {"quantified": set(), "directional": set(), "qualitative": set()}
    for domain in plan.domains:
        for goal in domain.goals:
            kinds[goal.kind].add(f"{domain.no}.{goal.no}")
    figures = {row[0] for row in typed(FIGURES)} & set.union(*kinds.values())
    assert kinds["quantified"] == figures
    assert kinds["directional"] == {row[0] for row in typed(WITHOUT_FIGURE)} - figures
    assert len(kinds["qualitative"]) == 79


def test_monitoring_duties(plan: Plan) -> None:
    monitoring = plan.monitoring
    assert (monitoring.annual, monitoring.midterm, monitoring.final) == (True, True, True)
    assert "统计局" in monitoring.data_to
    assert monitoring.evaluation_to == "丽水市妇儿工委、丽水市统计局"
    assert monitoring.groups == ("监测组", "评估组")
    assert any("缺项" in duty for duty in monitoring.special)
    assert any("预警" in duty for duty in monitoring.special)
