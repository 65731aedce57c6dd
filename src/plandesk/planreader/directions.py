"""What a sentence says without figures: directions, trends, benchmarks, balance, 全覆盖, what the state assigns."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from plandesk.core.plan import Op, Relative
from plandesk.planreader.clauses import Context, Found, said_names
from plandesk.planreader.countables import GROWING, countable, occurring
from plandesk.planreader.lists import expanded, parts_of
from plandesk.planreader.masking import unmasked
from plandesk.planreader.wordings import STAGE_YEAR, front_stripped

_MANNER = "(?:均|都|得到|有所|有效|逐步|逐年|逐届|不断|持续|稳步|同步|稳定|明显|显著|大幅度?|进一步|基本|较大幅度|适当|适度|总体|继续|加快|大力|积极|全面|一般)*"
_UP_AFTER = "提高|提升|增加|增多|增长|上升|扩大|延长|壮大|改善|向好|上升到新水平"
_DOWN_AFTER = "控制在(?:较低|合理|低)(?:的)?(?:水平|范围)|降低|下降|减少|缩小|减轻|消除|遏制|控制|趋于正常|趋于合理|趋于平衡"
_AFTER = re.compile(rf"(?P<name>.+?){_MANNER}(?:(?P<up>{_UP_AFTER})|(?P<down>{_DOWN_AFTER}))$")
_UP_BEFORE = "提高|提升|增加|扩大|拓展|增强|延长|改善|壮大|加快发展|发展壮大|加大"
_DOWN_BEFORE = "减少|降低|控制|缩小|遏制|消除|杜绝|减轻|避免|下降|缩减"
_BEFORE = re.compile(
    rf"{_MANNER}(?:(?:预防|防止|防治|防控|防范|巩固|稳定|优化|干预|、|和|与|并|有效)*)(?:(?P<up>{_UP_BEFORE})|(?P<down>{_DOWN_BEFORE}))"
    rf"(?:(?:、|和|与|并)?(?:{_UP_BEFORE}|{_DOWN_BEFORE}|优化|妥善处置|有效处置|处置|控制|避免|预防))*了?(?P<name>.+)$"
)
_TREND = re.compile(
    rf"(?P<name>.+?)的?(?:上升|增长|增加)(?:趋势|速度|势头|幅度){_MANNER}(?:减缓|控制|遏制|趋缓|放缓|下降|缓解|扭转)$"
)
_TREND_BEFORE = re.compile(
    f"{_MANNER}(?:减缓|控制|遏制|放缓|扭转)(?P<name>.+?)的?(?:上升|增长)(?:趋势|速度|势头)$"
)
_BALANCE = re.compile(
    rf"(?P<name>.*?(?:男女(?:学生|童|两性)?(?:的)?(?:比例|构成)?|男女童比例|男童女童比例|性别(?:结构|比例|构成)))(?P<says>{_MANNER}(?:趋于|保持|实现|达到)?{_MANNER}(?:平衡|均衡|合理))$"
)
_SEX_RATIO = re.compile(
    f"(?P<name>出生人口性别比){_MANNER}(?:趋于|保持|回归|降至|实现)?(?:正常|合理|平衡)(?:水平|范围)?$"
)
_BENCHMARK = re.compile(
    "(?P<name>.+?)(?:一般|均|应|原则上|总体)*(?:(?P<least>不得?低于|不得?少于|达到)|(?P<over>高于|超过)|(?P<most>不高于))(?P<against>[^，。]*?(?:比例|比重|平均(?:工资|收入|生活)?(?:收入)?水平|平均(?:水平|值|数)|平均工资[^，]*))$"
)
_MATCHING = re.compile(
    "(?P<name>.+?)(?P<says>[与和同](?P<against>[^，。]*?(?:比例|比重|规模))(?:大体|基本)?相(?:适应|当|匹配|一致|协调))$"
)
_ASSIGNED = re.compile(
    "(?:确保|全面)?(?:完成|达到|落实)(?P<by>(?:国家|自治区|省|市|上级|省市)[^，]{0,6}(?:下达|规定|要求|核定|确定|考核))的?(?P<name>[^，]+?)(?:指标|目标|任务|要求)?$"
)
_COVERED = re.compile(
    f"(?P<name>.+?)(?P<about>基本)?(?:{_MANNER}(?:实现|达到|做到))?(?P<who>(?:(?:市|法定人员|社区|行政村|乡镇|街道|县|区|县级?以上|二级|两级|城乡|法定人群|人群|镇|村|、|（|）)+)?)(?P<about2>基本)?全(?:面)?覆盖(?:并.*)?$"
)
_ALL_HAVE = re.compile(
    "(?P<who>(?:各|每个?)?[^，]{0,12}?(?:县|区|市|镇|乡|街道|社区|村|学校|园|院)[^，]{0,8}?)(?:均|都|全部)(?P<does>(?:建有|建立|设有|设立|配备|开设|建成|开展|拥有)[^，]+)$|(?P<each>各[^，]{1,8})(?P<has>建有[^，]+)$"
)
_ALL = re.compile(
    "(?P<name>[^，]{2,20}?)(?:全部|全员|全面)(?P<does>达标|纳入[^，]{2,14}|建成|配备|持证上岗|公示|建档)$"
)
_EVERY = re.compile(
    "所有(?P<who>[^，]{2,14}?)(?P<does>(?:(?:与[^，]{2,8})?(?:组建|建成|建有|建立|配备|设立|开设)[^，]{2,}|(?:实现|创建成?为?)(?!应)[^，]{3,}|"
    "[^，]{0,12}持证上岗|[^，]{0,10}达标))$"
)
_NONE = re.compile("(?P<name>[^，]{2,20}?)(?:实现)?零(?P<what>出生|发生|死亡|发病|事故|辍学|感染)$")
_HUNDRED = Decimal(100)
_NOT_QUITE = re.compile("条件|标准|程序|机制|制度|作用|工作|宣传|氛围")

# 「…实现全覆盖、…逐步提高」: a list of whole statements.
_STATEMENTS = re.compile(
    "(?:[^，、]{4,}(?:全覆盖|提高|提升|增加|下降|扩大|降低|缩小)、)+[^，、]{4,}(?:全覆盖|提高|提升|增加|下降|扩大|降低|缩小)"
)

_SPREAD = re.compile("(?P<name>[^，]{2,20}?)(?:全面|基本)(?:得到)?普及(?P<what>[^，]{0,12})")
_MORE_INCOME = re.compile("(?:推动|促进|帮助)?(?P<who>[^，]{2,12}?)(?:加快|持续|稳定|逐步|不断)增收")
_KNOWLEDGE = re.compile("知识|方法|技能|理念|方式|意识|观念")
_DEPENDENT = re.compile(
    "(?:(?:城乡|区域|地区|群体|两性|男女|、|和|及|与|之间|间|的)+)?(?:差距|差异)|健康寿命|(?:相关|享有)?待遇水平|利用率|使用率|(?:人均)?健康预期寿命|"
    "(?:两性)?享有水平差距|利用率和服务质量"
)
_GAP = re.compile(
    "(?P<base>.*?)(?P<kinds>(?:城乡|区域|地区|群体|男女)(?:(?:、|和|及|与)(?:城乡|区域|地区|不同群体|群体))+)(?:之间|间)?(?:的)?"
    "(?P<rest>.*?)(?P<gap>差距|差异)"
)

_Rule = Callable[[str, int, int, Context], list[Found]]


def plain_frames(
    sentence: str, spans: list[tuple[int, int]], offset: int, context: Context, goal: bool
) -> list[Found]:
    """The targets without a figure in the given spans of a masked sentence; a measure's directions do not count."""
    frames: list[Found] = []
    for begin, end in spans:
        at = begin
        for clause in _clauses(sentence[begin:end]):
            bare = clause.strip("、")
            if bare:
                start = offset + at
                frames += _clause(bare, start, start + len(clause), context, goal)
                context.said = bare
            at += len(clause) + 1
    return frames


def _clauses(text: str) -> Iterator[str]:
    for clause in text.split("，"):
        yield from clause.split("、") if _STATEMENTS.fullmatch(clause) else (clause,)


def _clause(clause: str, start: int, end: int, context: Context, goal: bool) -> list[Found]:
    rules: tuple[_Rule, ...] = (_compared, _assigned, _covered)
    if goal:
        rules = (*rules, _nearing, _trending, _directed, _spread)
    for rule in rules:
        found = rule(clause, start, end, context)
        if found:
            return found
    # a name that only sets the scene: 「妇女福利待遇」 …
    return []


def _compared(clause: str, start: int, end: int, context: Context) -> list[Found]:
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
        return [_found(n, "≈", start, end, context, relative=relative) for n in names]
    found = _BENCHMARK.match(clause)
    if found is None or re.search(r"\d", found["against"]):
        return []
    name = front_stripped(found["name"])
    if len(name) < 3 or (found["least"] == "达到" and "平均" not in found["against"]):
        return []
    op: Op = ">" if found["over"] else "<=" if found["most"] else ">="
    says = clause[len(found["name"]) :]
    relative = Relative("benchmark", against=unmasked(found["against"]), words=unmasked(says))
    return [_found(name, op, start, end, context, relative=relative)]


def _assigned(clause: str, start: int, end: int, context: Context) -> list[Found]:
    found = _ASSIGNED.match(front_stripped(clause)) or _ASSIGNED.match(clause)
    if found is None or not countable(found["name"]):
        return []
    relative = Relative("assigned", words=unmasked(found["by"]))
    return [_found(found["name"], ">=", start, end, context, relative=relative)]


def _covered(clause: str, start: int, end: int, context: Context) -> list[Found]:
    """全覆盖, 均建有, 全部…, 零…: a hundred per cent (or none) that the text does not write."""
    if (found := _COVERED.match(clause)) is not None:
        name = re.sub(
            "(?:基本|均|要|逐步|力争|实现|推动|做到|对)+$", "", front_stripped(found["name"])
        ).rstrip("的")
        about = bool(found["about"] or found["about2"] or re.search("基本(?:实现|达到|做到)", clause))
        if len(name) < 2 or name.startswith("包括"):
            name = _topic(context.said)
        if len(name) < 2:
            return []
        scope = unmasked(found["who"]).strip("、") or None
        op: Op = "≈" if about else "="
        whole = name if re.search("覆盖(?:率|面)$", name) else f"{name}覆盖率"
        names = expanded(whole, context.matcher, context.form)
        return [
            _found(
                n, op, start, end, context, value=_HUNDRED, unit="%", implicit=True, scope=scope, sure=0.75
            )
            for n in names
        ]
    if (found := _ALL_HAVE.match(clause)) is not None:
        who, does = (found["who"], found["does"]) if found["who"] else (found["each"], found["has"])
        if not _NOT_QUITE.search(does):
            who = front_stripped(who)
            return [
                _found(
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
                _found(
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
            _found(
                name, "=", start, end, context, value=_HUNDRED, unit="%", implicit=True, scope=scope, sure=0.5
            )
        ]
    if (found := _NONE.match(clause)) is not None:
        name = front_stripped(found["name"])
        whole = f"{name}{found['what']}{'' if found['what'] in ('事故', '发生') else '率'}"
        return (
            [_found(whole, "=", start, end, context, value=Decimal(0), unit=None, sure=0.65)] if name else []
        )
    return []


def _nearing(clause: str, start: int, end: int, context: Context) -> list[Found]:
    if (found := _SEX_RATIO.match(front_stripped(clause))) is not None:
        return [_found(found["name"], "↓", start, end, context)]
    found = _BALANCE.match(clause)
    if found is None:
        return []
    name = front_stripped(found["name"])
    if len(name) <= 4 and "男女" in context.said:
        return []
    relative = Relative("balance", words=unmasked(found["says"]))
    return [_found(name, "≈", start, end, context, relative=relative)]


def _trending(clause: str, start: int, end: int, context: Context) -> list[Found]:
    found = _TREND.match(clause) or _TREND_BEFORE.match(clause)
    if found is None:
        return []
    name = _also(front_stripped(found["name"]))
    says = clause[clause.index(found["name"]) + len(found["name"]) :].lstrip("的") or clause
    relative = Relative("trend", words=unmasked(says))
    names = expanded(name, context.matcher, context.form, each=True)
    found_all = [_found(n, "↓", start, end, context, relative=relative) for n in names]
    context.remember(names)
    return found_all


def _directed(clause: str, start: int, end: int, context: Context) -> list[Found]:
    """提高…率, …率逐步提高, 减少…, 差距缩小."""
    for name, way, growing in _readings(clause):
        if not name:  # 「2030年稳步提高」
            if (year := STAGE_YEAR.search(clause)) is not None and context.names:
                return [
                    replace(_found(n, _arrow(n, way), start, end, context, sure=0.7), stage=int(year[0]))
                    for n in context.names
                ]
            continue
        plain = re.sub("(?:的)?(?:现象|情况|问题|风险)$", "", name).strip("的、")
        plain = re.sub("^(?:了|针对)|(?:和|、)(?:服务)?质量$", "", plain)
        if len(plain) < 2 or len(plain) > 46:
            continue
        whole = _with_base(plain, context)
        names = [n for n in _pieces(whole, context) if countable(n) or (growing and GROWING.search(n))]
        if not names:
            continue
        found = [_found(n, _arrow(n, way), start, end, context, sure=0.75) for n in names]
        context.remember(names)
        return found
    return []


def _spread(clause: str, start: int, end: int, context: Context) -> list[Found]:
    """…全面普及, 基本普及…, 加快增收."""
    if (found := _MORE_INCOME.fullmatch(clause)) is not None:
        return [_found(f"{front_stripped(found['who'])}收入", "↑", start, end, context, sure=0.6)]
    found = _SPREAD.fullmatch(clause)
    if found is None or _KNOWLEDGE.search(found["name"] + found["what"]):
        return []
    name = front_stripped(found["name"])
    whole = f"{name}{found['what']}普及率" if found["what"] else name
    return [_found(whole, "↑", start, end, context, sure=0.55)] if len(name) > 1 else []


def _tailed(rest: str) -> list[str]:
    """党组织成员、书记中女性比例 → 党组织成员中女性比例, 党组织书记中女性比例."""
    tail = re.search("中的?女.*$", rest)
    core, end = (rest[: tail.start()], tail[0]) if tail else (rest, "")
    first, *others = parts_of(core)
    head = first[: first.find("组") + 1] + ("" if "组织" in first else "织") if "组" in first else ""
    first = first.replace("党组成员", "党组织成员")
    return [
        first + end,
        *(f"{'' if o.startswith(head) else head.replace('党组织织', '党组织')}{o}{end}" for o in others),
    ]


def _arrow(name: str, way: Literal["up", "down"]) -> Op:
    if way == "up" and re.search("差距|差异|鸿沟", name):
        return "↓"
    if way == "down" and occurring(name):
        return "↓"
    return "↑" if way == "up" else "↓"


def _readings(clause: str) -> Iterator[tuple[str, Literal["up", "down"], bool]]:
    """(name, direction, whether mere growth counts) of a clause, read verb last, then verb first."""
    after = _AFTER.match(clause)
    if after is not None:
        verb = after["up"] or after["down"]
        name = front_stripped(after["name"])
        yield name, "up" if after["up"] else "down", verb in ("增加", "增多", "增长", "扩大", "壮大")
    stripped = re.sub(
        "^(?:推动|推进|促进|使|实现|确保|着力|加强[^，]{2,8}|通过[^，]{2,12}|有效|积极|全面|逐步|重点)+",
        "",
        clause,
    )
    before = _BEFORE.match(clause) or _BEFORE.match(stripped)
    if before is not None:
        verb = before["up"] or before["down"]
        growing = verb in ("增加", "扩大", "加快发展", "发展壮大", "壮大")
        yield before["name"], "up" if before["up"] else "down", growing


def _with_base(name: str, context: Context) -> str:
    """「城乡差距」 after 「孕产妇死亡率」 is its; 「待遇水平」 the insurance's, 「利用率」 the places'."""
    if not _DEPENDENT.fullmatch(name):
        return name
    if re.search("(?:差距|差异)$", name):
        base = _shared_name(context.names) if context.names else _topic(context.said)
        return base + name
    base = context.bases[-1] if context.bases else ""
    return re.sub("(?:[^、]{1,4}、){2,}[^、]{1,4}等", "", base) + name


def _topic(said: str) -> str:
    """What the clause before speaks of: 「覆盖城乡的儿童健康服务体系更加完善」 → 儿童健康服务."""
    bare = re.sub("^覆盖(?:城乡|全市|全县)的", "", front_stripped(said))
    bare = re.sub("(?:更加|进一步|日益|不断|逐步|明显|持续|基本|得到).*$", "", bare)
    return re.sub("(?:体系|机制|制度|规范化建设|建设|和有效运行|有效运行|工作|网络建设)+$", "", bare)


def _shared_name(names: list[str]) -> str:
    """What a gap is measured in after a list: 新生儿死亡率、婴儿死亡率 → 儿童死亡率."""
    last = names[-1]
    if len(names) == 1:
        return last
    return re.sub(r"^\d+(?:-|～)?\d*岁(?:以下|以上)?", "", last)


def _pieces(name: str, context: Context) -> list[str]:
    """The name as one per thing; 「利用率和服务质量」 loses what cannot be counted."""
    if name == "母婴传播":
        return [f"{disease}母婴传播" for disease in ("艾滋病", "梅毒", "乙肝")]
    heads = [base for base in context.bases if name.startswith(base)] + [
        n for n in context.names if name.startswith(n)
    ]
    if (gap := _GAP.fullmatch(name)) is not None:
        return [f"{gap['base']}{gap['rest']}{kind}{gap['gap']}" for kind in parts_of(gap["kinds"])]
    pieces = expanded(_also(name), context.matcher, context.form, heads=heads)
    two = parts_of(name)
    if (
        len(pieces) == 1
        and not countable(name)
        and len(two) == 2
        and re.search("(?:率|比例|人数|数量|规模|覆盖面)$", two[0])
    ):
        return two[:1]
    return pieces


def _also(name: str) -> str:
    """「超重（肥胖）」 names two, 「村（社区）党组织书记」 too."""
    shown = unmasked(name).replace("超重肥胖", "超重、肥胖")
    if shown != unmasked(name):
        return shown
    if (both := re.match("村（社区）(?P<rest>.+)", shown)) is not None:
        return "、".join(f"{place}{part}" for place in ("村", "社区") for part in _tailed(both["rest"]))
    found = re.search("(?P<one>[^，、（]{2})（(?P<two>[^，、（）]{2})）", shown)
    if found is None or not re.fullmatch("超重|肥胖|焦虑|抑郁|跌倒|跌落", found["two"]):
        return name
    return shown.replace(f"（{found['two']}）", f"、{found['two']}")


def _found(
    name: str, op: Op, start: int, end: int, context: Context, *, relative: Relative | None = None, value: Decimal | None = None,
    unit: str | None = None, implicit: bool = False, scope: str | None = None, sure: float = 0.8,
) -> Found:  # fmt: skip
    fuller = [
        unmasked(base + name) for base in context.bases if base.endswith("中") and not name.startswith(base)
    ]
    fuller += [unmasked(who + name) for who in context.people if not name.startswith(who)]
    return Found(
        names=(unmasked(name), *fuller, *said_names(name, context)), op=op, start=start, end=end, value=value, unit=unit, relative=relative,
        implicit=implicit, scope=scope, sure=sure,
    )  # fmt: skip
