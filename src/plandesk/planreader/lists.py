"""Joined names taken apart: 新生儿、婴儿和5岁以下儿童死亡率 is three indicators, 眼保健和视力检查覆盖率 one."""

import re
from collections.abc import Iterator, Sequence

from plandesk.planreader.masking import unmasked
from plandesk.planreader.matching import Matcher

_JOINT = re.compile(
    "、|以及|(?<!普)(?<!涉)(?<!以)及(?!其|时|以)|(?<!共)(?<!总)和(?!谐|睦|平|解|国)|(?<!参)(?<!给)与(?!其|人口|户籍)|或(?!其他监护)"
)
_TAIL_START = re.compile(
    "妇女|的|中的|中(?=女)|母婴|代际|人群|孕早期|早期|死亡|感染|患病|发病|发生|检测|治疗|传播|筛查|阶段|毛入学|净入学|入学|近视|参保|上升|增长|"
    "差距|差异|女|性别|常委|委员|代表|书记|主任|覆盖|普及|知晓|合格|数量|人数|领导班子|成员|抽查|医学|签订|检查|诊|率|比例|占比|水平|保险|案|儿童|学生|教育|之间|服务|基础|睡眠|每天|每日|配备|设置|建成|达标|开展|持证|参与|接种|管理|结对"
)
_HEADS = re.compile(
    "(?:(?:全市|全县|全区|各级|市级|县级|各类|适龄|农村|城市|城镇|城乡|国有|高危|每年新增|每千名|每千|每百|严重)?"
    "(?:孕产妇|孕、?产妇|妇女|女性|女职工|老年妇女|儿童青少年|青少年|儿童|中小学生|小学生|学生|企业|事业单位|人大|政协|社区|村|学校|婴幼儿|新生儿|"
    "人口|男女两性|男女|未成年人|教师|残疾人|残疾儿童|市政府|县政府|区政府|政府|教育|居民)?)"
)
_AGED = re.compile(
    r"\d+(?:-|～|—|至)?\d*(?:周?岁|个?月)(?:及)?(?:以下|以上|以内|内)?(?:的)?(?:儿童|婴幼儿|婴儿|老年妇女|妇女|学生)?"
)
_OCCURRENCES = re.compile(
    "(?P<base>.+?)(?P<list>(?:的?(?:发生|致残|致死|死亡|残疾|伤残)(?:率|人数)?[、和及与]){1,3}(?:致残|死亡|残疾|伤残|发生)(?:率|人数)?)"
)
# Lists of these are measured each for itself, even where the library knows none of them.
_PARALLEL = re.compile(
    "艾滋病|梅毒|乙肝|宫颈癌|乳腺癌|焦虑|抑郁|小学|初中|高中|城市|农村|城镇|城乡|区域|地区|群体|新生儿|婴儿|岁以下|岁|男|女|书记|主任|成员|代表|委员|常委|"
    "董事会|监事会|管理层|超重|肥胖|养老|医疗|失业|工伤|生育保险|早诊|早治|婚前|孕前|发生|致残|死亡|率$|比例$|件数$|具数$|发数$|人数$|数量$|机构$|队伍$|组织$"
)


_ENDING = re.compile("(?:率|比例|比重|占比)$")
_CLASS = re.compile("小学|初中|高中|中小学|幼儿园|学校|社区|医院|机构|用品|化妆品")


# 「产假、哺乳假等特殊权益落实率」 is one
_AND_SO_ON = re.compile("、[^、]{1,8}[^优上下中同平高初]等(?!级|待|教|学|院)[^、和及与]{2,}$")
# What has no rate of its own: illnesses, people, places.
_NO_RATE = re.compile(
    "(?:癌|病|梅毒|乙肝|妇女|女性|女童|儿童|学生|人员|学校|园|小学|中学|初中|高中|保险|城市|农村|城镇|社区)$"
)


def parts_of(name: str) -> list[str]:
    """The parts of a joined name (separators in brackets and quotes are masked and do not part)."""
    return [part for part in _JOINT.split(name) if part]


def expanded(
    name: str, matcher: Matcher, form: str, *, wanted: int = 0, each: bool = False, heads: Sequence[str] = ()
) -> list[str]:
    """``name`` as one name per thing measured.

    ``wanted``: how many figures there are (分别), 0 unknown. ``each``: 均/各/分别 stands there. ``heads``: what may
    be said once before the list though the name does not show it.
    """
    occurred = _OCCURRENCES.fullmatch(name)
    if occurred:
        base = occurred["base"].rstrip("的")
        # 「X所致死亡和残疾」 keeps 所致 for both
        return [base + word.strip("的") for word in parts_of(occurred["list"])]
    parts = parts_of(name)
    if len(parts) < 2 or (wanted < 2 and _AND_SO_ON.search(name)):
        return [name]
    if (grouped := _by_endings(parts)) and wanted in (0, len(grouped)):
        return (
            [n for each_name in grouped for n in expanded(each_name, matcher, form)]
            if not wanted
            else grouped
        )
    if wanted > 1 and len(parts) != wanted:
        parts = _merged(parts, wanted)
        if len(parts) != wanted:
            return [name]
    best, best_score = _best_way(parts, matcher, form, heads)
    if wanted > 1:
        return best
    for fewer in _coarser(name, len(parts)):
        names, score = _best_way(fewer, matcher, form, heads)
        if len(fewer) > 1 and "、" in name and len(fewer) < len(parts) and fewer == name.split("、"):
            names = [n for each_name in names for n in expanded(each_name, matcher, form)]
            score = _mean(names, matcher, form)
        if score > best_score + 0.02:
            best, best_score = names, score
    joint = matcher.score(unmasked(name), form)
    if each:
        return [name] if joint >= 0.97 and joint >= best_score + 0.1 else best
    if joint >= 0.99:
        return [name]
    distinct = len({_code(n, matcher, form) for n in best}) == len(best)
    if distinct and min(matcher.score(unmasked(n), form) for n in best) >= 0.85:
        return best
    if joint >= 0.9 and joint >= best_score - 0.02:
        return [name]
    if best_score >= 0.8 and distinct:
        return best
    return best if joint < 0.8 and all(_PARALLEL.search(part) for part in parts) else [name]


def _by_endings(parts: Sequence[str]) -> list[str]:
    """「甲、乙配备率、丙管理率、丁和戊达标率」: parts that have no ending of their own belong to the next that has one.

    Empty where fewer than three have one: then the list may share its last ending.
    """
    ended = [bool(_ENDING.search(part)) for part in parts]
    if sum(ended) < 3 or all(ended) or not ended[-1]:
        return []
    groups: list[str] = []
    waiting: list[str] = []
    for part, has_ending in zip(parts, ended, strict=True):
        waiting.append(part)
        if has_ending:
            groups.append("、".join(waiting))
            waiting = []
    return groups


def _best_way(
    parts: Sequence[str], matcher: Matcher, form: str, heads: Sequence[str]
) -> tuple[list[str], float]:
    best, best_score = list(parts), -1.0
    ways = list(_ways(parts, heads))
    for names in ways:
        score = _mean(names, matcher, form)
        if len(names[0]) == len(parts[0]) + 1:  # 「率」 alone is a poor ending where more can be shared
            score -= 0.05
        if score > best_score + 0.001:
            best, best_score = names, score
    if best_score < 0.5:  # the library does not help: the longest tail is the shared one
        tailed = [names for names in ways if len(names[0]) > len(parts[0])]
        best = max(tailed, key=lambda names: len(names[0]), default=best)
    return best, best_score


def _mean(names: Sequence[str], matcher: Matcher, form: str) -> float:
    return sum(matcher.score(unmasked(n), form) for n in names) / len(names)


def _coarser(name: str, count: int) -> Iterator[list[str]]:
    """Other ways to part the name: only at 、, or the last 及/和 belonging to the tail (梅毒感染孕产妇及所生儿童)."""
    if "、" in name and len(pieces := name.split("、")) < count:
        yield pieces
    for most in range(2, min(count, 5)):
        yield [part for part in _JOINT.split(name, maxsplit=most - 1) if part]


def _code(name: str, matcher: Matcher, form: str) -> str:
    found = matcher.best(unmasked(name), form)
    return found.code if found is not None else name


def _merged(parts: list[str], wanted: int) -> list[str]:
    """More parts than figures: 、 parts the things, 和 within one of them stays."""
    return parts if len(parts) <= wanted else [*parts[: wanted - 1], "、".join(parts[wanted - 1 :])]


def _ways(parts: Sequence[str], heads: Sequence[str]) -> Iterator[list[str]]:
    """The ways to complete the parts: the last one's tail and the first one's head are said once for all."""
    cuts = {m.start() for m in _TAIL_START.finditer(parts[-1])} | {
        m.end() for m in _CLASS.finditer(parts[-1])
    }
    tails = ["", *(parts[-1][cut:] for cut in sorted(cuts) if 0 < cut < len(parts[-1]))]
    if any(_NO_RATE.search(part) for part in parts[:-1]):  # no 宫颈癌率
        tails = [tail for tail in tails if tail != "率"] if len(tails) > 2 else tails
    own_heads = sorted(
        {"", *_prefixes(parts[0]), *(h for h in heads if h and parts[0].startswith(h))}, key=len
    )
    for tail in tails:
        core = len(parts[-1]) - len(tail)
        # 「两癌早诊、早治率」: what is parallel has the same length
        parallel = parts[0][: len(parts[0]) - core] if 0 < core < len(parts[0]) else ""
        for head in (*own_heads, parallel) if parallel not in own_heads else own_heads:
            middle = [_with(head, part, tail) for part in parts[1:-1]]
            last = parts[-1] if parts[-1].startswith(head) else head + parts[-1]
            yield [_with("", parts[0], tail), *middle, last]


def _prefixes(first: str) -> Iterator[str]:
    aged = _AGED.match(first)
    if aged and aged.end() < len(first):
        yield aged[0]
    found = _HEADS.match(first)
    if found and 0 < found.end() < len(first):
        yield found[0]
    for word in ("保险", "基本"):
        at = first.find(word)
        if 0 < at < len(first) - 2:
            yield first[:at]


def _with(head: str, part: str, tail: str) -> str:
    """``part`` with the shared head and tail, unless it has its own."""
    whole = part if part.startswith(head) else head + part
    own = re.search("(?:率|比例|人数|数量|水平)$", part)
    return whole if own or (tail and part.endswith(tail)) else whole + tail
