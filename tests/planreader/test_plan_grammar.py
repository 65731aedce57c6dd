"""Sentences of the genre, of no particular plan: what each says, and what says nothing."""

from decimal import Decimal
from functools import cache

import pytest

from plandesk.core.indicator import Library
from plandesk.planreader.cleaning import clean
from plandesk.planreader.masking import masked, unmasked
from plandesk.planreader.matching import Matcher
from plandesk.planreader.paragraphs import Paragraph
from plandesk.planreader.targets import targets_of
from plandesk.store.shelf import load_library


@cache
def _library() -> Library:
    return load_library()


@cache
def _matcher() -> Matcher:
    return Matcher(_library())


def read(text: str, form: str = "women/health", *, goal: bool = True) -> list[str]:
    """Every target as 「name op value unit @year …」."""
    line = clean(text)
    paragraph = Paragraph(line.text, tuple((1, column) for column in line.columns))
    told = []
    for matched in targets_of(paragraph, _matcher(), _library(), form, (2021, 2030), goal=goal):
        found, relative = matched.found, matched.found.relative
        figure = (
            ""
            if found.value is None
            else f"{found.value}{f'~{found.value2}' if found.value2 else ''}{found.unit or ''}"
        )
        words = [found.name, found.op, figure, f"@{found.stage}" if found.stage else ""]
        if relative is not None:
            words += [
                relative.kind,
                relative.direction or "",
                relative.per or "",
                str(relative.from_year or ""),
            ]
        words += ["stretch" if found.stretch else "", "implicit" if found.implicit else ""]
        told.append(" ".join(word for word in words if word))
    return told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("孕产妇死亡率下降到12/10万以下。", ["孕产妇死亡率 <= 12/10万"]),
        ("产前筛查率达到85%，剖宫产率不超过40%。", ["产前筛查率 >= 85%", "剖宫产率 <= 40%"]),
        ("产前筛查率不低于85%。", ["产前筛查率 >= 85%"]),
        ("产前筛查率超过85%。", ["产前筛查率 > 85%"]),
        ("产前筛查率≥85％。", ["产前筛查率 >= 85%"]),
        ("产前筛查率保持在90%左右。", ["产前筛查率 ≈ 90%"]),
        ("产前筛查率基本达到90%。", ["产前筛查率 ≈ 90%"]),
        ("住院分娩率保持100%。", ["住院分娩率 = 100%"]),
        ("住院分娩率达到100%以上。", ["住院分娩率 >= 100%"]),
        ("艾滋病母婴传播率稳定在2%。", ["艾滋病母婴传播率 <= 2%"]),
        ("5岁以下儿童死亡率控制在千分之六以内。", ["5岁以下儿童死亡率 <= 6‰"]),
        ("孕产妇死亡率控制在十万分之十二以内。", ["孕产妇死亡率 <= 12/10万"]),
        ("筛查率达到百分之九十五点五以上。", ["筛查率 >= 95.5%"]),
        ("村委会成员中女性占三成以上。", ["村委会成员中女性比例 >= 30%"]),
        ("社区居委会成员中女性比例达到一半以上。", ["社区居委会成员中女性比例 >= 50%"]),
        ("领导班子中女干部比例不低于四分之一。", ["领导班子中女干部比例 >= 25%"]),
        ("女性厕位与男性厕位的比例达到3:2。", ["女性厕位与男性厕位的比例 >= 1.5比"]),
        ("城市公共场所男女厕位比例达到2∶3。", ["城市公共场所男女厕位比例 >= 1.5比"]),
        ("最低生活保障年标准达到14,000元/人。", ["最低生活保障年标准 >= 14000元/人"]),
    ],
)  # fmt: skip
def test_words_to_figures(text: str, said: list[str]) -> None:
    assert read(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("小学、初中班额分别控制在45人、50人以内。", ["小学班额 <= 45人", "初中班额 <= 50人"]),
        (
            "中高级专业技术人员中女性占比2025年、2030年分别达到40%、45%。",
            ["中高级专业技术人员中女性占比 >= 40% @2025", "中高级专业技术人员中女性占比 >= 45% @2030"],
        ),
        (
            "新生儿、婴儿和5岁以下儿童死亡率分别降至3‰、5‰和6‰以下。",
            ["新生儿死亡率 <= 3‰", "婴儿死亡率 <= 5‰", "5岁以下儿童死亡率 <= 6‰"],
        ),
        ("5岁以下儿童贫血率、生长迟缓率分别控制在8%、3%以内。", ["5岁以下儿童贫血率 <= 8%", "5岁以下儿童生长迟缓率 <= 3%"]),
        ("孕产妇艾滋病、梅毒和乙肝检测率达到98%以上。", ["孕产妇艾滋病检测率 >= 98%", "孕产妇梅毒检测率 >= 98%", "孕产妇乙肝检测率 >= 98%"]),
        ("小学、初中阶段净入学率均保持在99%以上。", ["小学阶段净入学率 >= 99%", "初中阶段净入学率 >= 99%"]),
        ("“两癌”防治知识知晓率达到90%。", ["“两癌”防治知识知晓率 >= 90%"]),
        ("0～6岁儿童眼保健和视力检查覆盖率达到90%以上。", ["0～6岁儿童眼保健和视力检查覆盖率 >= 90%"]),
        ("每千名儿童拥有儿科执业（助理）医生达到1.12名、床位增至3.17张。", ["每千名儿童拥有儿科执业（助理）医生 >= 1.12名", "每千名儿童拥有床位 >= 3.17张"]),
        ("保证每天小学生10小时、初中生9小时、高中生8小时睡眠时间。", ["小学生睡眠时间 >= 10小时", "初中生睡眠时间 >= 9小时", "高中生睡眠时间 >= 8小时"]),
        ("95%的城市社区和85%的农村社区建立家长学校。", ["建立家长学校的城市社区比例 >= 95%", "建立家长学校的农村社区比例 >= 85%"]),
        ("90%以上的城乡社区建有1所儿童之家。", ["建有1所儿童之家的城乡社区比例 >= 90%"]),
        ("孕产妇系统管理率达到90%以上，其中城市达到95%、农村达到87%。", ["孕产妇系统管理率 >= 90%", "城市孕产妇系统管理率 >= 95%", "农村孕产妇系统管理率 >= 87%"]),
        ("每个县区至少培育1家社会组织和1支志愿者队伍。", ["每个县区社会组织数 >= 1家", "每个县区志愿者队伍数 >= 1支"]),
        ("中小学校100%配备心理健康教师。", ["配备心理健康教师的中小学校比例 = 100%"]),
        ("示范型儿童之家达到儿童之家总数的15%以上。", ["示范型儿童之家占儿童之家总数的比例 >= 15%"]),
        ("指导学生掌握1至2项运动技能。", ["运动技能数 between 1~2项"]),
    ],
)  # fmt: skip
def test_lists_are_split_where_each_is_measured(text: str, said: list[str]) -> None:
    assert read(text, "children/health") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("孕产妇死亡率2025年降至11/10万以下，2030年降至9/10万以下。", ["孕产妇死亡率 <= 11/10万 @2025", "孕产妇死亡率 <= 9/10万 @2030"]),
        ("孕产妇死亡率2025年、2030年分别控制在11/10万和9/10万以内。", ["孕产妇死亡率 <= 11/10万 @2025", "孕产妇死亡率 <= 9/10万 @2030"]),
        (
            "婴儿死亡率和5岁以下儿童死亡率到2025年分别降至4‰和5‰，到2030年分别降至3‰和4‰。",
            ["婴儿死亡率 <= 4‰ @2025", "5岁以下儿童死亡率 <= 5‰ @2025", "婴儿死亡率 <= 3‰ @2030", "5岁以下儿童死亡率 <= 4‰ @2030"],
        ),
        ("自来水普及率2025年达到80%，力争达到88%，2030年稳步提高。", ["自来水普及率 >= 80% @2025", "自来水普及率 >= 88% @2025 stretch", "自来水普及率 ↑ @2030"]),
        ("力争达标率提高到95%以上，优良率达到40%。", ["达标率 >= 95% stretch", "优良率 >= 40% stretch"]),
        ("近视率力争每年降低0.5至1个百分点，检查覆盖率达到90%。", ["近视率 between 0.5~1个百分点 change down year stretch", "检查覆盖率 >= 90%"]),
        ("儿童伤害死亡率以2020年为基数下降20%。", ["儿童伤害死亡率 ↓ 20% change down period 2020"]),
        ("知晓率2025年在2022年基础上提高10%。", ["知晓率 ↑ 10% @2025 change up period 2022"]),
        ("生活费年均增长不低于6%。", ["生活费 >= 6% change up year"]),
        ("养育标准年均增幅不低于6%。", ["养育标准年均增幅 >= 6% change up year"]),
        ("近视率每年降低1个百分点以上。", ["近视率 >= 1个百分点 change down year"]),
        ("参加锻炼的人数比例较2020年提高5个百分点。", ["参加锻炼的人数比例 ↑ 5个百分点 change up period 2020"]),
        ("卫生厕所普及率由2020年的85%提高到95%。", ["卫生厕所普及率 >= 95%"]),
        ("平均受教育年限由10.6年提高到11.8年。", ["平均受教育年限 >= 11.8年"]),
    ],
)  # fmt: skip
def test_stages_stretch_and_change(text: str, said: list[str]) -> None:
    assert read(text) == said


@pytest.mark.parametrize(
    ("text", "form", "said"),
    [
        ("党代会代表中女性比例不低于党员总数中的女性比例。", "women/politics", ["党代会代表中女性比例 >= benchmark"]),
        ("职工代表大会中女性比例与女职工比例相适应。", "women/politics", ["职工代表大会中女性比例 ≈ benchmark"]),
        ("教师平均工资不低于当地公务员平均工资收入水平。", "children/education", ["教师平均工资 >= benchmark"]),
        ("完成国家下达的空气质量优良天数比例指标。", "women/environment", ["空气质量优良天数比例 >= assigned"]),
        ("高校在校生中男女比例趋于均衡。", "women/education", ["高校在校生中男女比例 ≈ balance"]),
        ("妇女焦虑症、抑郁症患病率上升趋势减缓。", "women/health", ["妇女焦虑症患病率 ↓ trend", "妇女抑郁症患病率 ↓ trend"]),
        ("出生人口性别比趋于正常。", "children/law", ["出生人口性别比 ↓"]),
        ("城市社区综合服务设施实现全覆盖。", "women/family", ["城市社区综合服务设施覆盖率 = 100% implicit"]),
        ("基本实现学前教育公共服务体系全覆盖。", "children/education", ["学前教育公共服务体系覆盖率 ≈ 100% implicit"]),
        ("各县区均建有妇女活动中心。", "women/environment", ["建有妇女活动中心的各县区比例 = 100% implicit"]),
        ("中小学实现零事故。", "children/safety", ["中小学事故 = 0"]),
        ("加快发展社会组织，逐步提高妇女福利待遇水平。", "women/security", ["社会组织 ↑", "妇女福利待遇水平 ↑"]),
        ("妇女基本养老保险参保率达到95%，待遇水平稳步提高。", "women/security", ["妇女基本养老保险参保率 >= 95%", "妇女基本养老保险待遇水平 ↑"]),
        ("孕产妇死亡率降至9/10万，城乡、区域差距缩小。", "women/health", ["孕产妇死亡率 <= 9/10万", "孕产妇死亡率城乡差距 ↓", "孕产妇死亡率区域差距 ↓"]),
        ("预防、减少和妥善处置校园欺凌。", "children/safety", ["校园欺凌 ↓"]),
        ("减少儿童跌倒等伤害的发生、致残和死亡。", "children/safety", ["儿童跌倒等伤害发生 ↓", "儿童跌倒等伤害致残 ↓", "儿童跌倒等伤害死亡 ↓"]),
        ("减少艾滋病、梅毒母婴传播，艾滋病母婴传播率降至2%以下。", "women/health", ["梅毒母婴传播 ↓", "艾滋病母婴传播率 <= 2%"]),
    ],
)  # fmt: skip
def test_what_is_said_without_figures(text: str, form: str, said: list[str]) -> None:
    assert read(text, form) == said


@pytest.mark.parametrize(
    "text",
    [
        "关爱65岁及以上老年妇女和0—3岁婴幼儿，做好35—64岁妇女健康服务。",
        "发挥12338妇女维权热线和12345政务服务热线的作用，110报警。",
        "构建10分钟健身圈，全天24小时值守，规划印发后1个月内报送。",
        "2022年3月8日印发，贯彻《中国妇女发展纲要（2021－2030年）》第12条和“十四五”规划。",
        "依据云政发〔2021〕15号文件，坚持“五位一体”，推广“1+N”模式。",
        "禁止招用未满16周岁未成年人，儿童是指未满18周岁的人。",
        "2020年，孕产妇死亡率为8.6/10万，高中阶段毛入学率达到94.2%。",
        "妇女意识和能力不断提高，服务水平明显提升，健康水平持续改善。",
        "实现应保尽保、应建尽建，机制更加健全，作用得到发挥。",
        "城镇公共厕所男女厕位比例标准化建设与实际需求相适应。",
        "提升儿童媒介素养、法治素养，普及健康知识，增强科学素质。",
        "关注生命早期1000天，统筹推进低保、救助等8项工作。",
    ],
)
def test_what_is_no_target_is_left_alone(text: str) -> None:
    assert read(text, "children/welfare") == []


def test_measures_have_figures_but_no_directions() -> None:
    text = "完善体系。提高孕产妇系统管理率，产前筛查率达到85%，医院实现全覆盖。"
    assert read(text, goal=False) == ["产前筛查率 >= 85%", "医院覆盖率 = 100% implicit"]


def test_a_scope_is_set_apart() -> None:
    line = "疫苗接种率以乡镇（街道）为单位保持在90%以上。"
    paragraph = Paragraph(line, tuple((1, at) for at in range(len(line))))
    (matched,) = targets_of(paragraph, _matcher(), _library(), "children/health", (2021, 2030), goal=True)
    assert (matched.found.name, matched.found.scope) == ("疫苗接种率", "以乡镇（街道）为单位")


def test_masking_is_undone() -> None:
    text = "《规划（2021—2030年）》和“1+N”（市、区）的12、13"
    assert len(masked(text)) == len(text)
    assert unmasked(masked(text)) == text
    assert "2021" not in masked(text)


@pytest.mark.parametrize(
    ("text", "form", "said"),
    [
        ("孕产妇系统管理率城市达到92%，农村达到85%。", "women/health", ["城市孕产妇系统管理率 >= 92%", "农村孕产妇系统管理率 >= 85%"]),
        ("孕产妇死亡率、5岁以下儿童死亡率分别控制在10/10万和5‰以下。", "women/health", ["孕产妇死亡率 <= 10/10万", "5岁以下儿童死亡率 <= 5‰"]),
        ("宫颈癌筛查覆盖率达到50%（2025年）、70%（2030年）。", "women/health", ["宫颈癌筛查覆盖率 >= 50% @2025", "宫颈癌筛查覆盖率 >= 70% @2030"]),
        ("孕产妇死亡率低于全省平均水平。", "women/health", ["孕产妇死亡率 < benchmark"]),
        ("孕产妇死亡率控制在全省平均水平以下。", "women/health", ["孕产妇死亡率 <= benchmark"]),
        ("儿童伤害死亡率以2020年为基数下降1/5。", "children/safety", ["儿童伤害死亡率 ↓ 20% change down period 2020"]),
        ("建成友好社区50个以上、友好学校30所、友好医院10家。", "children/environment", ["建成友好社区 >= 50个", "友好学校 >= 30所", "友好医院 >= 10家"]),
        ("学前三年毛入园率达到并保持在95%以上。", "children/education", ["学前三年毛入园率 >= 95%"]),
        ("出生人口性别比控制在108以内。", "children/law", ["出生人口性别比 <= 108女=100"]),
        ("县级党委、人大领导班子至少各有1名女干部。", "women/politics", ["县级党委领导班子女干部数 >= 1名", "县级人大领导班子女干部数 >= 1名"]),
        ("托育机构数量较2020年翻一番。", "children/welfare", ["托育机构数量 ↑ 100% change up period 2020"]),
        ("符合条件的困难妇女全部纳入社会救助。", "women/security", ["符合条件的困难妇女纳入社会救助比例 = 100% implicit"]),
        ("死亡占比下降五个百分点。", "women/health", ["死亡占比 ↓ 5个百分点 change down period"]),
        ("一是妇女健康素养水平由2020年的31.5%提升到2025年的36%、2030年的42%。", "women/health", ["妇女健康素养水平 >= 36% @2025", "妇女健康素养水平 >= 42% @2030"]),
    ],
)  # fmt: skip
def test_harder_wordings(text: str, form: str, said: list[str]) -> None:
    assert read(text, form) == said


def test_where_a_figure_starts_from_is_kept() -> None:
    line = "孕产妇死亡率从2020年的12.1/10万下降到10/10万以下，妇女健康素养水平由31%提高到40%。"
    paragraph = Paragraph(line, tuple((1, at) for at in range(len(line))))
    first, second = targets_of(paragraph, _matcher(), _library(), "women/health", (2021, 2030), goal=True)
    assert first.found.base == (2020, Decimal("12.1"))
    assert second.found.base is None, "no year, no baseline"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("PM2.5平均浓度降到28微克/立方米以下。", ["PM2.5平均浓度 <= 28微克/立方米"]),
        ("城乡居民收入比缩小到2.1以内。", ["城乡居民收入比 <= 2.1"]),
        ("校际差异系数小学、初中分别控制在0.5和0.45以内。", ["小学校际差异系数 <= 0.5", "初中校际差异系数 <= 0.45"]),
        ("先天梅毒发病率不超过每10万活产5例。", ["先天梅毒发病率 <= 5/10万"]),
        ("每10万名妇女拥有维权律师2名以上。", ["每10万名妇女拥有维权律师 >= 2名"]),
        ("感染者抗病毒药物应用率达95%，重新感染率降至4%。", ["感染者抗病毒药物应用率 >= 95%", "重新感染率 <= 4%"]),
        ("产前检查不少于5次的孕妇比例达到95%。", ["产前检查不少于5次的孕妇比例 >= 95%"]),
        ("参加社区教育人次以10%的速度递增。", ["参加社区教育人次 ↑ 10% change up period"]),
        ("肥胖率年均增幅较基线下降60%。", ["肥胖率年均增幅 ↓ 60% change down period"]),
        ("产前筛查率达到96%，比2020年提高2个百分点。", ["产前筛查率 >= 96%"]),
        ("托位数：2023年3.5个，2025年4.5个。", ["托位数 >= 3.5个 @2023", "托位数 >= 4.5个 @2025"]),
        ("家长学校办学率：小学、幼儿园达到100%，中学达到95%。", ["小学家长学校办学率 = 100%", "幼儿园家长学校办学率 = 100%", "中学家长学校办学率 >= 95%"]),
        ("男女厕位比达到1:1.5至1:2。", ["男女厕位比 between 1.5~2比"]),
        ("普职比大体相当。", ["普职比 ≈ benchmark"]),
        ("律师值班覆盖所有乡镇。", ["律师值班覆盖率 = 100% implicit"]),
        ("女职工占比稳中有升，离婚率涨幅放缓。", ["女职工占比 ↑", "离婚率 ↓ trend"]),
        ("女干部数量在现有基础上逐步增加。", ["女干部数量 ↑"]),
        ("产假、哺乳假等特殊权益落实率达98%。", ["产假、哺乳假等特殊权益落实率 >= 98%"]),
    ],
)  # fmt: skip
def test_wordings_of_other_places(text: str, said: list[str]) -> None:
    assert read(text) == said


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("技能人才中女性占比", "women/economy"),
        ("5岁以下儿童中重度贫血患病率", "children/health"),
        ("妇女心理健康核心知识知晓率", "women/health"),
        ("新增劳动力中女性平均受教育年限", "women/education"),
        ("主要劳动年龄人口平均受教育年限", "women/education"),
        ("居民健康素养水平", "women/health"),
        ("村（社区）“两委”成员中女性比例", "women/politics"),
        ("县政府工作部门领导班子配备女干部的班子比例", "women/politics"),
        ("未成年人罪犯占比", "children/law"),
        ("学前三年女童毛入园率", "women/education"),
        ("中小学生校外体育活动时间", "children/health"),
        ("中高级专业技术人员中女性占比", "women/economy"),
    ],
)
def test_what_is_alike_but_another_thing_is_not_linked(name: str, form: str) -> None:
    found = _matcher().first([name], form)
    assert found is None, found
