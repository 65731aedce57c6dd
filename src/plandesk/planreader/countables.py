"""What can be counted though no figure is given: rates, numbers, gaps, occurrences; not ability, awareness, service."""

import re

_MEASURED = re.compile(
    r"(?:(?<!效)(?<!概)(?<!频)率|比例|比重|占比|人数|数量|床位数|[个人次户]数|(?<!参)(?<!分)(?<!少)(?<!指)数|规模|差距|差异|鸿沟|年限|预期寿命|平均寿命|健康寿命|时间|覆盖面|水质|病种|种类|"
    r"次数|人次|收入|生活费|补助标准|养育标准|保障标准|知晓度|托位|学位|床位|面积|收入比|经费投入|性别比|密度|案件|事件|事故|项目(?=$))$"
)
# 「健康素养水平」 is surveyed, 「健康水平」 and 「服务水平」 are not.
_LEVELS = re.compile(
    r"健康素养(?:水平)?$|(?:待遇|(?<!家庭)教育|收入|素[养质]|巩固|受教育)(?:的)?水平$|社会福利的水平$"
)
_NO_LEVELS = re.compile(
    "(?:媒介|法治|法律|数字|网络|信息|政治|思想|文化|道德|综合|业务)素[养质](?:水平)?$|科学育儿"
)
_OCCURRING = re.compile(
    "(?:妊娠|贫血|文盲|传播|发生|致残|死亡|残疾|欺凌|辍学|辍学现象|失学|自杀|自杀事件|职业伤害|职业病|重新犯罪|流浪|意外伤害|儿童伤害|新发感染|未成年人犯罪|家庭暴力案件|拐卖案件|早婚|童工|"
    "流浪儿童|早产|出生缺陷的发生|伤害发生)$"
)
# What grows in number when it is 增加 / 扩大 / 发展, though nobody says 数量.
GROWING = re.compile(
    "(?:场所|机构|组织|队伍|病种|种类|托位|学位|设施|园|中心|站点|床位|项目|人才|供给量|中小学|基地|收入)$"
)
_QUALITIES = re.compile(
    "能力|意识|质量$|服务$|服务水平|管理水平|保障水平|健康水平|参与度|影响力|程度$|环境$|机制|作用|效率|频率|积极性|满意度$|标准化|化水平|素质$|关心|制度|力度"
)


def countable(name: str) -> bool:
    """Whether a bare 逐步提高 / 减少 of ``name`` can be followed by a figure."""
    if _NO_LEVELS.search(name):
        return False
    return bool(
        _LEVELS.search(name)
        or _OCCURRING.search(name)
        or (_MEASURED.search(name) and not _QUALITIES.search(name[-6:]))
    )


def occurring(name: str) -> bool:
    """Whether ``name`` is something that happens to people (贫血, 欺凌): fewer is better."""
    return bool(_OCCURRING.search(name))
