"""Targets whose figure stands elsewhere or is not written: benchmarks, what the state assigns, 全覆盖, 零."""

import re
from decimal import Decimal

from plandesk.core.plan import Op, Relative
from plandesk.planreader.context import Context, Found, topic_of, without_figure
from plandesk.planreader.countables import countable
from plandesk.planreader.lists import expanded
from plandesk.planreader.masking import unmasked
from plandesk.planreader.wordings import MANNER, front_stripped

_BENCHMARK = re.compile(
    "(?P<name>.+?)(?:一般|均|应|原则上|总体)*(?:(?P<least>不得?低于|不得?少于|达到)|(?P<over>高于|超过)|(?P<most>不高于))(?P<against>[^，。]*?(?:比例|比重|平均(?:工资|收入|生活)?(?:收入)?水平|平均(?:水平|值|数)|平均工资[^，]*))$"
)
_MATCHING = re.compile(
    "(?P<name>.+?)(?P<says>[与和同](?P<against>[^，。]*?(?:比例|比重|规模))(?:大体|基本)?相(?:适应|当|匹配|一致|协调))$"
)
_ASSIGNED = re.compile(
    "(?:确保|全面)?(?:完成|达到|落实)(?P<by>(?:国家|自治区|省|市|上级|省市)[^，]{0,6}(?:下达|规定|要求|核定|确定|考核))的?(?P<name>[^，]+?)(?:指标|目标|任务|要求)?$"
)
_NAMED_ASSIGNED = re.compile(
    "(?P<name>[^，]+?)(?:完成|达到)(?P<by>(?:国家|自治区|省|市|上级|省市)[^，]{0,4}(?:下达|考核))的?(?:目标|指标|任务|要求|目标任务|考核目标)$"
)
_COVERED = re.compile(
    f"(?P<name>.+?)(?P<about>基本)?(?:{MANNER}(?:实现|达到|做到))?(?P<who>(?:(?:市|法定人员|社区|行政村|乡镇|街道|县|区|县级?以上|二级|两级|城乡|法定人群|人群|镇|村|、|（|）)+)?)(?P<about2>基本)?全(?:面)?覆盖(?:并.*)?$"
)
_ALL_HAVE = re.compile(
    "(?P<who>(?:各|每个?)?[^，]{0,12}?(?:县|区|市|镇|乡|街道|社区|村|学校|园|院)[^，]{0,8}?)(?:均|都|全部)(?P<does>(?:建有|建立|设有|设立|配备|开设|建成|开展|拥有|设(?![置有立施备计想定]))[^，]+)$|(?P<each>各[^，]{1,8})(?P<has>建有[^，]+)$"
)
_ALL = re.compile(
    "(?P<name>[^，]{2,20}?)(?:全部|全员|全面)(?P<does>达标|达到[^，]{2,12}(?:水平|标准|等级)|纳入[^，]{2,14}|建成|配备|持证上岗|公示|建档)$"
)
_EVERY = re.compile(
    "所有(?P<who>[^，]{2,14}?)(?P<does>(?:(?:与[^，]{2,8})?(?:组建|建成|建有|建立|配备|设立|开设)[^，]{2,}|(?:实现|创建成?为?)(?!应)[^，]{3,}|"
    "[^，]{0,12}持证上岗|[^，]{0,10}达标))$"
)
_NONE = re.compile(
    "(?P<name>[^，]{2,20}?)(?:实现)?(?:零(?P<what>出生|发生|死亡|发病|事故|辍学|感染)|(?:全部)?(?P<gone>清零))$"
)
_HUNDRED = Decimal(100)
_NOT_QUITE = re.compile("(?<!符合)条件|标准|程序|机制|制度|作用|工作|宣传|氛围")


# 「普通高中和中等职业教育招生规模大体相当」: the one measured by the other
_LIKE_EACH_OTHER = re.compile(
    "(?P<name>[^，]{2,14}?)[和与](?P<against>[^，]{2,14}?)(?P<what>(?:招生|在校生)?(?:规模|人数|比例))(?:保持)?(?P<says>(?:大体|基本)?相当)$"
)
# 「数量较2020年翻一番」
_DOUBLED = re.compile(
    "(?P<name>.+?)(?:(?:较|比|在)(?P<year>20\\d\\d)年(?:的?基础上)?)?(?:实现)?翻(?P<times>[一两])番$"
)
# 「控制在全省平均水平以下」, 「低于全省平均水平」
_BELOW = re.compile(
    "(?P<name>.+?)(?:一般|均|应|原则上|总体|力争|争取|持续|继续|始终)*(?:(?P<in>(?:控制|保持|稳定|维持)在|降到|降至|下降到)|(?P<under>低于|小于))(?P<against>[^，。]*?平均(?:水平|值|数))(?:以下|以内|之下)?$"
)


_GENERAL_AND_VOCATIONAL = re.compile(
    "(?P<name>普职(?:招生)?比(?:例)?)(?:保持|总体|实现)*(?P<says>(?:大体|基本)?(?:相当|均衡|协调|合理))$"
)
# 「律师值班覆盖所有乡镇」
_COVERS_ALL = re.compile(
    f"(?P<name>[^，]{{2,20}}?){MANNER}覆盖(?:到)?(?:所有|全部|每个|每一个)(?P<who>[^，的]{{1,12}})$"
)


def compared(clause: str, start: int, end: int, context: Context) -> list[Found]:
    if (found := _LIKE_EACH_OTHER.match(clause)) is not None:
        name = front_stripped(found["name"]) + found["what"]
        relative = Relative(
            "benchmark", against=unmasked(found["against"] + found["what"]), words=unmasked(found["says"])
        )
        return [without_figure(name, "≈", start, end, context, relative=relative)]
    if (found := _GENERAL_AND_VOCATIONAL.match(front_stripped(clause))) is not None:
        relative = Relative("benchmark", against="中等职业教育招生规模", words=found["says"])
        return [without_figure(found["name"], "≈", start, end, context, relative=relative)]
    if (found := _DOUBLED.match(clause)) is not None:
        year = int(found["year"]) if found["year"] else None
        relative = Relative("change", direction="up", per="period", from_year=year, unit="%")
        grown = _HUNDRED if found["times"] == "一" else _HUNDRED * 3
        name = front_stripped(found["name"])
        return (
            [without_figure(name, "↑", start, end, context, relative=relative, value=grown, unit="%")]
            if name
            else []
        )
    found = _MATCHING.match(clause)
    if found is not None:
        name = front_stripped(found["name"]).removeprefix("促进")
        if re.search("厕位|建设$|标准化", name) or not re.search("比例|规模|代表|董事|监事|成员", name):
            return []
        relative = Relative("benchmark", against=unmasked(found["against"]), words=unmasked(found["says"]))
        names = [name] if "占" in name else expanded(name, context.matcher, context.form)
        whose = re.match("(?:企业|事业单位)", found["against"])
        if whose and not name.startswith(("企", "事业")):
            names = [whose[0] + n for n in names]
        return [without_figure(n, "≈", start, end, context, relative=relative) for n in names]
    if (found := _BELOW.match(clause)) is not None and not found["name"].endswith("不"):
        name = front_stripped(found["name"])
        relative = Relative(
            "benchmark", against=unmasked(found["against"]), words=unmasked(clause[len(found["name"]) :])
        )
        below: Op = "<" if found["under"] else "<="
        return [without_figure(name, below, start, end, context, relative=relative)] if len(name) > 2 else []
    found = _BENCHMARK.match(clause)
    if found is None or re.search(r"\d", found["against"]):
        return []
    name = front_stripped(found["name"])
    if len(name) < 3 or (found["least"] == "达到" and "平均" not in found["against"]):
        return []
    op: Op = ">" if found["over"] else "<=" if found["most"] else ">="
    says = clause[len(found["name"]) :]
    relative = Relative("benchmark", against=unmasked(found["against"]), words=unmasked(says))
    return [without_figure(name, op, start, end, context, relative=relative)]


def assigned(clause: str, start: int, end: int, context: Context) -> list[Found]:
    found = (
        _ASSIGNED.match(front_stripped(clause)) or _ASSIGNED.match(clause) or _NAMED_ASSIGNED.match(clause)
    )
    if found is None or not countable(found["name"]):
        return []
    relative = Relative("assigned", words=unmasked(found["by"]))
    return [without_figure(found["name"], ">=", start, end, context, relative=relative)]


def covered(clause: str, start: int, end: int, context: Context) -> list[Found]:
    """全覆盖, 均建有, 全部…, 零…: a hundred per cent (or none) that the text does not write."""
    if (found := _COVERED.match(clause)) is not None:
        name = re.sub(
            "(?:基本|均|要|逐步|力争|实现|推动|做到|对)+(?=(?:[省市县区乡镇村]级)?$)",
            "",
            front_stripped(found["name"]),
        ).rstrip("的")
        about = bool(found["about"] or found["about2"] or re.search("基本(?:实现|达到|做到)", clause))
        if len(name) < 2 or name.startswith("包括"):
            name = topic_of(context.said)
        if len(name) < 2:
            return []
        scope = unmasked(found["who"]).strip("、") or None
        op: Op = "≈" if about else "="
        whole = name if re.search("覆盖(?:率|面)$", name) else f"{name}覆盖率"
        names = expanded(whole, context.matcher, context.form)
        return [
            without_figure(
                n, op, start, end, context, value=_HUNDRED, unit="%", implicit=True, scope=scope, sure=0.75
            )
            for n in names
        ]
    if (found := _COVERS_ALL.match(clause)) is not None and len(front_stripped(found["name"])) > 1:
        return [
            without_figure(
                f"{front_stripped(found['name'])}覆盖率", "=", start, end, context, value=_HUNDRED, unit="%",
                implicit=True, scope=unmasked(f"所有{found['who']}"), sure=0.6,
            )
        ]  # fmt: skip
    if (found := _ALL_HAVE.match(clause)) is not None:
        who, does = (found["who"], found["does"]) if found["who"] else (found["each"], found["has"])
        if not _NOT_QUITE.search(does):
            who = front_stripped(who)
            return [
                without_figure(
                    f"{does}的{who}比例",
                    "=",
                    start,
                    end,
                    context,
                    value=_HUNDRED,
                    unit="%",
                    implicit=True,
                    scope=unmasked(who),
                    sure=0.65,
                )
            ]
    if (found := _ALL.match(clause)) is not None and not _NOT_QUITE.search(found["name"]):
        name = front_stripped(found["name"])
        return (
            [
                without_figure(
                    f"{name}{found['does']}比例",
                    "=",
                    start,
                    end,
                    context,
                    value=_HUNDRED,
                    unit="%",
                    implicit=True,
                    sure=0.5,
                )
            ]
            if name
            else []
        )
    if (found := _EVERY.search(clause)) is not None and not _NOT_QUITE.search(found["does"]):
        name = f"{found['does']}的{found['who']}比例"
        scope = f"所有{unmasked(found['who'])}"
        return [
            without_figure(
                name, "=", start, end, context, value=_HUNDRED, unit="%", implicit=True, scope=scope, sure=0.5
            )
        ]
    if (found := _NONE.match(clause)) is not None:
        name = front_stripped(found["name"])
        what = found["what"] or ""
        whole = f"{name}数" if found["gone"] else f"{name}{what}{'' if what in ('事故', '发生') else '率'}"
        return (
            [without_figure(whole, "=", start, end, context, value=Decimal(0), unit=None, sure=0.65)]
            if name
            else []
        )
    return []
