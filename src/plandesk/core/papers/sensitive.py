"""Which indicators count persons in distress or cases, so that a count of one or two of them points at a person."""

import re

from plandesk.core.indicator import Indicator

# Our own judgement (领域知识): illness, death, injury, violence, disability, poverty, crime, dropping out of school.
_DISTRESS = re.compile(
    r"死亡|自杀|感染|阳性|患|病例|病人|梅毒|艾滋|先天|缺陷|贫血|残疾|致残|伤害|溺水|中毒|工伤|孤儿|事实无人抚养|"
    r"流浪|留守|困境|困难|低收入|特困|救助|犯罪|涉罪|罪犯|受害|侵害|家庭暴力|家暴|拐卖|性侵|欺凌|辍学|流产|妊娠|"
    r"戒毒|吸毒|强制|失能|法律援助|司法"
)
# What is counted there are places, institutions, events of work; not persons.
_PLACES = re.compile(
    r"(机构|县区|县（市、区）|市、县|社区|村|居|学校|幼儿园|中心|组织|法院|场所|设施|基地|队伍|家|站|所|床位|牙|企业|部门|"
    r"地方|镇|街道?|乡镇|乡镇（街道）|镇（街）|数量|小区|活动|医师|医生|工作者|人员)(总)?数$"
)
_RATES = ("rate", "share")
_LARGE_BASE = 1000


def counts_cases(indicator: Indicator) -> bool:
    """Whether the indicator's figure is a count of cases or persons in distress, or made of one."""
    if indicator.kind == "count":
        return indicator.better == "lower"
    if not indicator.has_parts or indicator.kind not in _RATES:
        return False
    return (
        indicator.better == "lower" or names_cases(indicator.numerator) or names_cases(indicator.denominator)
    )


def names_cases(part: str | None) -> bool:
    """Whether a numerator or denominator of that name counts persons in distress or cases."""
    return part is not None and _DISTRESS.search(part) is not None and _PLACES.search(part) is None


def needs_count(indicator: Indicator) -> bool:
    """Whether a rate without its count has to be taken for one of few cases: rates per 1,000 or more of events."""
    return indicator.counts_events and indicator.base is not None and indicator.base >= _LARGE_BASE
