"""The figures of a sentence that may be targets, and those that are none: ages, dates, hotlines, laws."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from plandesk.planreader.chinese_numbers import decimal_number, fraction, tenths, whole_number
from plandesk.planreader.masking import unmasked

_N = r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+"
_TO = r"(?:-|～|—|至|到)"
_CN = "[零〇一二两三四五六七八九十百点]"
# how a rate per so many is written → the library's unit
_PER = r"(?:人|例|个)?/(?P<per>10万|十万|100000|1万|10000|万|1000|千|千人)(?:活产|人口|人)?"
_COUNTED = (
    "万人次|亿人次|人次|万人|万元|亿元|微克/立方米|毫克/立方米|微克/每立方米|平方米|平方公里|公里|公顷|课时|学时|小时|分钟|个百分点|%|‰|元|个|名|人|所|家|处|支|张|项|次|座|位|间|套|"
    "场|期|类|种|门|件|户|辆|台|篇|部|例|对|片|条|批|天|年|岁|届|级|块|节|本|册|万个|万名|万张|把|组|只"
)
_FIGURE = re.compile(
    rf"(?P<a>{_N})(?P<au>%|‰)?(?:{_TO}(?P<b>{_N}))?(?:(?P<perbig>{_PER})|(?P<unit>{_COUNTED}))(?:/(?P<each>人|年|月|学年|次|天|日|户|生|\d?年))?"
    rf"|(?P<hundred>十?[百千万])分之(?P<c>{_CN}+|{_N})(?:{_TO}(?P<d>{_CN}+|{_N}))?"
    rf"|(?P<under>[二三四五六七八九十])分之(?P<over>[一二三四五六七八九])"
    rf"|(?<![\d/])(?P<dover>[1-9])/(?P<dunder>[2-9]|10)(?![\d万千/]|\.\d)"
    rf"|(?P<sexratio>(?<=性别比)\d{{3}}(?:\.\d+)?(?=以|，|。|左右|之|$)|(?<=性别比[控保稳下降至到][制持定降至到]在|性别比控制到|性别比下降到|性别比下降至|性别比降低到)\d{{3}}(?:\.\d+)?(?=以|，|。|左右|之|$))"
    rf"|(?P<tenths>[一二两三四五六七八九]成[一二三四五六七八九半]?)(?=以上|以下|以内|左右|的|，|。|；|$)"
    rf"|(?P<half>一半(?=以上|左右|的|，|。|；|$)|半数(?=以上)|过半数?)"
    rf"|(?P<l>\d+(?:\.\d+)?)[：:](?P<r>\d+(?:\.\d+)?)(?:{_TO}(?P<l2>\d+(?:\.\d+)?)[：:](?P<r2>\d+(?:\.\d+)?))?"
    r"|每(?P<ofper>10万|十万|1?万|千)(?:名|例|个)?(?:活产(?:儿|婴儿)?|人口|人)中?(?P<of>\d+(?:\.\d+)?)例"
    r"|(?<=[为到至在达])(?P<zero>0)(?=，|。|；|$)"
    r"|(?<![\d.:：/])(?P<bare>\d{1,3}(?:\.\d+)?)(?=以[内下上]|之[内下]|左右|，|。|；|、|和|与|及|$)"
    rf"|(?P<cn>[一二两三四五六七八九十]{{1,2}})(?P<cu>个百分点|所|名|个|家|支|处|次|项|座|位|间|场|期|张|人)(?!批|系列|些|流|方面|样|种|半|时|间)"
)
# Units that measure time, age or rank: alone beside a name they say nothing of a target.
_NO_THINGS = ("年", "岁", "天", "小时", "分钟", "级", "届", "")
_PARTS = {"百": ("%", None), "千": ("‰", None), "万": ("/万", None), "十万": ("/10万", None)}
_PER_UNITS = {
    "10万": "/10万", "十万": "/10万", "100000": "/10万", "1万": "/万", "10000": "/万", "万": "/万",
    "1000": "‰", "千": "‰", "千人": "‰",
}  # fmt: skip
_SUFFIX = re.compile(r"(?:[（(]含[^）)]{0,6}[）)])?(?P<word>及?以上|及?以下|及?以内|之内|左右|上下|以外)")
# 「以10%的速度递增」
_AT_SPEED = re.compile(
    "(?:左右|以上)?的?(?:增长|下降)?(?:速度|幅度|速率|增速|比例)(?P<word>递增|增长|提高|增加|递减|下降|降低|减少)"
)
_TARGET_VERBS = (
    "达到|达|控制在|增至|增到|增加到|提高到|提升到|不少于|不低于|不超过|不多于|至少|最少|均|各|设置|设立|建有|建立|建成|建设|新建|创建|配备|配置|配|拥有|有|培育|培树|"
    "培养|新增|开展|举办|掌握|保持|确保|保证|放宽|打造|扶持|孵化|办好|完成|组织|每|形成|≥|≤|>|<|接受|享受|推出|评选|建|为|超|设|办|增加|改造|发展|实施|培训|累计|发放|救助|资助|帮扶|服务|落实|供给|安置|招收|惠及|带动|吸纳|选派|招募|输送|引进|储备|签约"
)
_AGE_AFTER = re.compile(
    r"(?:周岁|岁)?(?:及|\(含\)|（含）)?(?:以下|以上|以内|及以上|及以下)?(?:的)?(?:儿童|婴|幼|未成年|妇女|女性|老年|人群|学|孩|适龄|残疾|青|男|女|\D{0,2}(?:接受|期间|阶段)|$)"
)
_GROWN_SINCE = re.compile(
    r"(?:比|较)20\d\d年(?:底|末)?(?:累计|净)?(?:增加|减少|提高|增长|下降|降低|延长|缩短)了?$"
)
# 「达到96%，比2020年提高1个百分点」 says the same once more
_SAID_AGAIN = re.compile(
    r"\d(?:%|‰)[^，]{0,4}，(?:分别|均|各)?(?:比|较)20[12]\d年(?:底|末)?(?:分别|均|各|累计)?"
    r"(?:增加|减少|提高|提升|增长|上升|下降|降低|延长|缩短)了?(?:\d+(?:\.\d+)?个?(?:、|和|与))*$"
)
_YEAR_IN_BRACKETS = re.compile(r"（(?:到|至)?(?P<year>20\d\d)年?(?:底|末)?）")
_WORDS_BEFORE_LAW = re.compile(r"(?:第|满|到|未满|不满|年满|共|前|约)$")


# What is said by a number without a unit.
_BARE_NAME = re.compile(
    "(?:系数|性别比|收入(?:之)?比|[生师]{2}比|医护比|比值|指数|之比)[^，\\d]{0,16}(?:\\d+(?:\\.\\d+)?(?:、|和|与|及))*$"
)
_RATIO = re.compile("比(?:例)?[^，]{0,8}$|厕位[^，]*$")
_COMPARED = re.compile("(?:以|在|比|较|与|同|由|从|基期)$")
_AS_BASE = re.compile("年(?:数据|水平|末|底)?的?(?:为基|基础|基数|相比)")
_STOOD = re.compile(r"(20\d\d)年(?:底|末)?(?:的|为|是|仅为|已?达到?|已?有|只有)?$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a sentence: ``start``–``end`` with unit, ``suffix`` what follows (以上 …), ``after`` where that ends."""

    start: int
    end: int
    after: int
    value: Decimal
    unit: str
    value2: Decimal | None = None
    suffix: str = ""
    words: str | None = None
    stage: int | None = None

    @property
    def counted(self) -> bool:
        """Whether it counts things (1所) and is no rate or share."""
        return self.unit not in ("%", "‰", "/10万", "/万", "个百分点", "比", "")


def figures(sentence: str, first_year: int = 2021) -> list[Figure]:
    """The figures of ``sentence`` that may be targets, in order; bare numbers of a list (10、9、8小时) among them.

    A figure of a year before ``first_year`` (2020年的85%) says where things stood.
    """
    found: list[Figure] = []
    for match in _FIGURE.finditer(sentence):
        figure = _figure(match, sentence)
        if figure is None or (
            _no_target(figure, sentence, match, first_year) and not _next_of_kind(figure, sentence, found)
        ):
            continue
        if figure.unit == "比" and not (
            _RATIO.search(sentence[: figure.start]) or any(f.unit == "比" for f in found)
        ):
            continue
        found += _listed_before(figure, sentence, found[-1].after if found else 0)
        found.append(figure)
    return _suffixes_shared(found, sentence)


def _figure(match: re.Match[str], sentence: str) -> Figure | None:
    if match["bare"] and not _BARE_NAME.search(sentence[: match.start()]):
        return None
    read = _read(match)
    if read is None:
        return None
    value, value2, unit, words = read
    tail = _SUFFIX.match(sentence, match.end())
    suffix = tail["word"].removeprefix("及") if tail else ""
    if tail is None and (tail := _AT_SPEED.match(sentence, match.end())) is not None:
        suffix = tail["word"]
    if match["half"] and match["half"].startswith("过半"):
        suffix = "以上"
    after = tail.end() if tail else match.end()
    stage, after = _stage_behind(sentence, after)
    return Figure(match.start(), match.end(), after, value, unit, value2, suffix, words, stage)


def _next_of_kind(figure: Figure, sentence: str, found: list[Figure]) -> bool:
    """「友好社区50个、友好学校30所」: a thing and its number right behind another one."""
    if not found or not (figure.counted and found[-1].counted) or figure.unit in _NO_THINGS:
        return False
    between = sentence[found[-1].after : figure.start]
    return bool(re.fullmatch("[、，和及][^，、；\\d]{2,16}", between)) and not re.search(
        "[第满前近]$|等$", between
    )


def _stage_behind(sentence: str, after: int) -> tuple[int | None, int]:
    """「50%（2025年）」: the year in brackets behind a figure, and where they end."""
    behind = _YEAR_IN_BRACKETS.match(unmasked(sentence[after : after + 14]))
    return (int(behind["year"]), after + behind.end()) if behind else (None, after)


def _read(match: re.Match[str]) -> tuple[Decimal, Decimal | None, str, str | None] | None:
    """(value, upper value, unit, words to keep) of a match of any form."""
    if match["a"]:
        unit = _PER_UNITS[match["per"]] if match["perbig"] else match["unit"]
        if match["each"]:
            unit += f"/{match['each']}"
        first = _number(match["a"])
        second = _number(match["b"]) if match["b"] else None
        # 「每10万1/10万」: one of a hundred thousand is the unit, not the figure
        return first, second, unit, None
    if match["hundred"]:
        value, upper = decimal_number(match["c"]), decimal_number(match["d"]) if match["d"] else None
        return (
            None if value is None else (value, upper, _PARTS.get(match["hundred"], ("%", None))[0], match[0])
        )
    if match["under"]:
        share = fraction(match["over"], match["under"])
        return None if share is None else (share, None, "%", match[0])
    if match["dover"]:
        share = fraction(match["dover"], match["dunder"])
        return None if share is None else (share, None, "%", match[0])
    if match["sexratio"]:
        return Decimal(match["sexratio"]), None, "", None
    if match["tenths"]:
        share = tenths(match["tenths"])
        return None if share is None else (share, None, "%", match[0])
    if match["half"]:
        return Decimal(50), None, "%", match[0]
    if match["l"]:
        right, upper = Decimal(match["r"]), Decimal(match["r2"] or 1)
        if not right or not upper:
            return None
        ratio = _ratio(Decimal(match["l"]), right)
        if match["l2"]:
            other = _ratio(Decimal(match["l2"]), upper)
            return min(ratio, other), max(ratio, other), "比", match[0]
        return ratio, None, "比", match[0]
    if match["of"]:
        return Decimal(match["of"]), None, _PER_UNITS.get(match["ofper"], "/万"), match[0]
    if match["zero"]:
        return Decimal(0), None, "", None
    if match["bare"]:
        return Decimal(match["bare"]), None, "", None
    counted = whole_number(match["cn"])
    return None if counted is None else (Decimal(counted), None, match["cu"], None)


def turned_ratio(figure: Figure) -> tuple[Decimal, Decimal | None]:
    """The ratio the other way round: 2:3 → 1.5; of 1:1.5至1:2 both, the lower first."""
    turned = []
    for written in re.findall(r"\d[\d.]*[：:]\d[\d.]*", figure.words or ""):
        left, _, right = written.replace("：", ":").partition(":")
        if not Decimal(left):
            return figure.value, figure.value2
        turned.append(_ratio(Decimal(right), Decimal(left)))
    if not turned:
        return figure.value, figure.value2
    return min(turned), max(turned) if len(turned) > 1 else None


def _ratio(left: Decimal, right: Decimal) -> Decimal:
    return Decimal(format((left / right).quantize(Decimal("0.01"), ROUND_HALF_UP).normalize(), "f"))


def _number(written: str) -> Decimal:
    return Decimal(written.replace(",", ""))


def _no_target(figure: Figure, sentence: str, match: re.Match[str], first_year: int) -> bool:
    """Ages, years, dates, deadlines, numbered things and what only describes."""
    before, after = sentence[: figure.start], sentence[figure.after :]
    clause = re.split("[，；。]", before)[-1]
    if match["l"]:
        return False
    if match["cn"] and figure.unit != "个百分点":
        return not re.search(r"(?:每[^，。]{1,24}|至少|不少于|均|各|最少)[^，。]{0,12}$", clause) or bool(
            re.search("第$|进一$|统一$|任何一$", before)
        )
    if before.endswith("每"):
        return True  # 「每10万名妇女」, 「每3年一次」
    if before.endswith(("第", "·", ".", "-", "+", "～", "—")) or re.search(r"[A-Za-z]$", before):
        return True
    stood = _STOOD.search(clause)
    if stood is not None and int(stood[1]) < first_year:
        return True
    if _SAID_AGAIN.search(before):
        return True
    if clause.endswith(("由", "从")) and re.match(
        "(?:[^，]{0,4})(?:提高|提升|增加|下降|降低|减少|上升)", after
    ):
        return True  # 「由10.6年提高到11.8年」
    told = list(re.finditer(r"20\d\d(?=年)", before))
    if (
        told
        and int(told[-1][0]) < first_year
        and not _COMPARED.search(before[: told[-1].start()])
        and not _AS_BASE.match(before, told[-1].end())
    ):
        return True  # 「2020年，…为…，…达到…」 goes on telling how things stood
    if not figure.counted:
        return False
    return _counts_no_target(figure, clause, before, after)


def _counts_no_target(figure: Figure, clause: str, before: str, after: str) -> bool:
    unit, value = figure.unit, figure.value
    if _GROWN_SINCE.search(clause):
        return True  # 「比2020年增加0.3万人」 says the same once more
    if clause.endswith("等"):
        return True  # 「…等8项」 sums up a list
    if re.fullmatch("(?:到|至)?20\\d\\d年(?:底|末)?(?:为)?", clause) and figure.unit not in _NO_THINGS:
        return False  # 「托位数：2023年3.5个，2025年4.5个」
    if unit == "岁" and not re.search("寿命|放宽", before):
        return True
    if unit == "年":
        return (
            value >= 100
            or not re.search("年限|受教育|教育年|延长|免费", before + after[:12])
            or after.startswith(("级", "制", "以内"))
        )
    if (
        after.startswith(("月", "日", "号"))
        or unit in ("分钟", "级")
        or (unit == "届" and not re.search("(?:举办|召开|组织)[^，]{0,3}$", clause))
        or re.match("内|前|圈|热线|龄|制|周", after)
    ):
        return True
    if unit == "个" and re.match("月|五年|工作日", after):
        return True
    if (figure.suffix or re.search("不少于|不低于|至少|超过|达到?$|满$", clause[-4:])) and re.match(
        "的[^，、\\d]{1,16}?(?:比例|占比|比重|率)[^，、\\d]{0,6}\\d", after
    ):
        return True  # 「检查不少于5次的孕妇比例达到95%」: whose share, not how often
    if unit in ("小时", "天") and not re.search(
        "不少于|不低于|至少|达到|时间|以上|保证|确保|睡眠|优良", clause + figure.suffix + after[:6]
    ):
        return True
    if (
        unit in ("人", "个", "万人", "次")
        and figure.suffix
        and re.match("的(?:人|妇女|儿童|学生|比例|占比)" if unit == "次" else "的", after)
        and not re.search("达到|不少于", clause)
    ):
        return True  # 「1万人以上的乡镇」, 「千人以上」: which ones, not how many
    return not re.search(f"(?:{_TARGET_VERBS})[^，。；]{{0,24}}$", clause) and not figure.suffix


def _listed_before(figure: Figure, sentence: str, upto: int) -> Iterator[Figure]:
    """「10、9、8小时」, 「3、5和6‰」: the bare numbers right before, in the same unit."""
    found = re.search(r"(?:\d+(?:\.\d+)?[、和与及])+$", sentence[upto : figure.start])
    if not found:
        return
    for number in re.finditer(r"\d+(?:\.\d+)?", found[0]):
        start = upto + found.start() + number.start()
        end = upto + found.start() + number.end()
        yield Figure(start, end, end, Decimal(number[0]), figure.unit)


def _suffixes_shared(found: list[Figure], sentence: str) -> list[Figure]:
    """「8%、2%和2%以下」: the last one's 以下 holds for all of the list."""
    result = list(found)
    for index in range(len(result) - 2, -1, -1):
        here, following = result[index], result[index + 1]
        between = sentence[here.after : following.start]
        if not here.suffix and following.suffix and re.fullmatch("[、和与及以]{1,2}|，", between):
            result[index] = replace(here, suffix=following.suffix)
    return result


def pairs(names: list[str], group: list[Figure], years: list[int]) -> list[tuple[str, Figure, int | None]]:
    """Which name each figure of a group belongs to, and the year it is due: one each, one for all, or one per stage."""
    stage = years[-1] if years else None
    if any(figure.stage for figure in group):
        named = names if len(names) == len(group) else [names[0]] * len(group)
        return [(name, figure, figure.stage or stage) for name, figure in zip(named, group, strict=True)]
    if len(group) == 1:
        return [(name, group[0], stage) for name in names]
    if len(names) == len(group):
        return [(name, figure, stage) for name, figure in zip(names, group, strict=True)]
    if len(names) == 1 and len(years) == len(group):
        return [(names[0], figure, year) for figure, year in zip(group, years, strict=True)]
    return [(names[min(k, len(names) - 1)], figure, stage) for k, figure in enumerate(group)]
