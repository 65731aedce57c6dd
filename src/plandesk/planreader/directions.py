"""What a sentence says without figures: directions, trends, benchmarks, balance, 全覆盖, what the state assigns."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Literal

from plandesk.core.plan import Op, Relative
from plandesk.planreader.context import Context, Found, topic_of, without_figure
from plandesk.planreader.countables import GROWING, countable, occurring
from plandesk.planreader.coverage import assigned, compared, covered
from plandesk.planreader.lists import expanded, parts_of
from plandesk.planreader.masking import unmasked
from plandesk.planreader.wordings import MANNER, STAGE_YEAR, YEAR, front_stripped

_UP_AFTER = "提高|提升|增加|增多|增长|上升|扩大|延长|壮大|改善|向好|上升到新水平|稳中有升|稳中有增|稳中有进"
_DOWN_AFTER = "控制在(?:较低|合理|低)(?:的)?(?:水平|范围)|降低|下降|减少|缩小|减轻|消除|遏制|控制|趋于正常|趋于合理|趋于平衡|稳中有降"
_AFTER = re.compile(rf"(?P<name>.+?){MANNER}(?:(?P<up>{_UP_AFTER})|(?P<down>{_DOWN_AFTER}))$")
_UP_BEFORE = "提高|提升|增加|扩大|拓展|增强|延长|改善|壮大|加快发展|发展壮大|加大"
_DOWN_BEFORE = "减少|降低|控制|缩小|遏制|消除|杜绝|减轻|避免|下降|缩减"
_BEFORE = re.compile(
    rf"{MANNER}(?:(?:预防|防止|防治|防控|防范|巩固|稳定|优化|干预|、|和|与|并|有效)*)(?:(?P<up>{_UP_BEFORE})|(?P<down>{_DOWN_BEFORE}))"
    rf"(?:(?:、|和|与|并)?(?:{_UP_BEFORE}|{_DOWN_BEFORE}|优化|妥善处置|有效处置|处置|控制|避免|预防))*了?(?P<name>.+)$"
)
_TREND = re.compile(
    rf"(?P<name>.+?)的?(?:(?:上升|增长|增加)(?:趋势|速度|势头|幅度|率(?=放缓|减缓|趋缓))|涨幅|增幅|升幅|涨势|升势){MANNER}(?:减缓|控制|遏制|趋缓|放缓|下降|缓解|扭转)$"
)
_TREND_BEFORE = re.compile(
    f"{MANNER}(?:减缓|控制|遏制|放缓|扭转)(?P<name>.+?)的?(?:上升|增长)(?:趋势|速度|势头)$"
)
_BALANCE = re.compile(
    rf"(?P<name>.*?(?:男女(?:学生|童|两性)?(?:的)?(?:比例|构成)?|男女童比例|男童女童比例|女(?:生|性|童)(?:比例|占比)|性别(?:结构|比例|构成)))(?P<says>{MANNER}(?:趋于|保持|实现|达到)?{MANNER}(?:平衡|均衡|合理))$"
)
_SEX_RATIO = re.compile(
    f"(?P<name>出生人口性别比){MANNER}(?:趋于|保持|回归|降至|实现)?(?:正常|合理|平衡)(?:水平|范围)?$"
)
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

# 「数量在现有基础上逐步增加」, 「比例要比上届有所上升」
_THAN_BEFORE = re.compile(
    "[与随]之(?=同步|逐步|不断|相应|提|增|上|下|降)|(?:要|应|均)?(?:在(?:现有|原有|已有|上一?届|现状|20\\d\\d年)的?(?:基础|水平)上|(?:比|较)(?:上一?届|上一?年|现状|基期|20\\d\\d年)(?:相比)?)(?:要|应|均)?"
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
                start = offset + at + len(clause) - len(clause.lstrip("、"))
                frames += _clause(bare, start, offset + at + len(clause), context, goal)
                context.said = bare
            at += len(clause) + 1
    return frames


def _clauses(text: str) -> Iterator[str]:
    for clause in text.split("，"):
        yield from clause.split("、") if _STATEMENTS.fullmatch(clause) else (clause,)


def _clause(clause: str, start: int, end: int, context: Context, goal: bool) -> list[Found]:
    rules: tuple[_Rule, ...] = (compared, assigned, covered)
    if goal:
        rules = (*rules, _nearing, _trending, _directed, _spread)
    for rule in rules:
        found = rule(clause, start, end, context)
        if found:
            return found
    # a name that only sets the scene: 「妇女福利待遇」 …
    return []


def _nearing(clause: str, start: int, end: int, context: Context) -> list[Found]:
    if (found := _SEX_RATIO.match(front_stripped(clause))) is not None:
        return [without_figure(found["name"], "↓", start, end, context)]
    found = _BALANCE.match(clause)
    if found is None:
        return []
    name = front_stripped(found["name"])
    if len(name) <= 4 and "男女" in context.said:
        return []
    relative = Relative("balance", words=unmasked(found["says"]))
    return [without_figure(name, "≈", start, end, context, relative=relative)]


def _trending(clause: str, start: int, end: int, context: Context) -> list[Found]:
    found = _TREND.match(clause) or _TREND_BEFORE.match(clause)
    if found is None:
        return []
    name = _also(front_stripped(found["name"]))
    says = clause[clause.index(found["name"]) + len(found["name"]) :].lstrip("的") or clause
    relative = Relative("trend", words=unmasked(says))
    names = expanded(name, context.matcher, context.form, each=True)
    found_all = [without_figure(n, "↓", start, end, context, relative=relative) for n in names]
    context.remember(names)
    return found_all


def _directed(clause: str, start: int, end: int, context: Context) -> list[Found]:
    """提高…率, …率逐步提高, 减少…, 差距缩小."""
    for name, way, growing in _readings(clause):
        if not name:  # 「2030年稳步提高」
            if (year := STAGE_YEAR.search(clause)) is not None and context.names:
                return [
                    replace(
                        without_figure(n, _arrow(n, way), start, end, context, sure=0.7), stage=int(year[0])
                    )
                    for n in context.names
                ]
            continue
        stage = None
        if (dated := re.search(f"{YEAR}$", name)) is not None:  # 「健康素养水平2025年逐步提高」
            stage, name = int((STAGE_YEAR.findall(dated[0]) or ["0"])[-1]) or None, name[: dated.start()]
        plain = re.sub("(?:的)?(?:现象|情况|问题|风险)$", "", name).strip("的、")
        plain = re.sub("^(?:了|针对)|(?:和|、)(?:服务)?质量$", "", plain)
        if len(plain) < 2 or len(plain) > 46:
            continue
        whole = _with_base(plain, context)
        names = [
            n
            for n in _pieces(whole, context, way == "down")
            if countable(n) or (growing and GROWING.search(n))
        ]
        if not names:
            continue
        found = [
            replace(without_figure(n, _arrow(n, way), start, end, context, sure=0.75), stage=stage)
            for n in names
        ]
        context.remember(names)
        return found
    return []


def _spread(clause: str, start: int, end: int, context: Context) -> list[Found]:
    """…全面普及, 基本普及…, 加快增收."""
    if (found := _MORE_INCOME.fullmatch(clause)) is not None:
        return [without_figure(f"{front_stripped(found['who'])}收入", "↑", start, end, context, sure=0.6)]
    found = _SPREAD.fullmatch(clause)
    if found is None or _KNOWLEDGE.search(found["name"] + found["what"]):
        return []
    name = front_stripped(found["name"])
    whole = f"{name}{found['what']}普及率" if found["what"] else name
    return [without_figure(whole, "↑", start, end, context, sure=0.55)] if len(name) > 1 else []


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
    clause = _THAN_BEFORE.sub("", clause)
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
        base = _shared_name(context.names) if context.names else topic_of(context.said)
        return base + name
    base = context.bases[-1] if context.bases else ""
    return re.sub("(?:[^、]{1,4}、){2,}[^、]{1,4}等", "", base) + name


def _shared_name(names: list[str]) -> str:
    """What a gap is measured in after a list: 新生儿死亡率、婴儿死亡率 → 儿童死亡率."""
    last = names[-1]
    if len(names) == 1:
        return last
    return re.sub(r"^\d+(?:-|～)?\d*岁(?:以下|以上)?", "", last)


def _pieces(name: str, context: Context, fewer: bool) -> list[str]:
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
    if fewer and len(pieces) == 1 and len(two) == 2 and not countable(name) and occurring(two[0]):
        return two[:1]
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
