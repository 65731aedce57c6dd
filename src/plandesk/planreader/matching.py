"""Names in a plan to indicators of the library: by name and alias, else by likeness, never across what tells apart."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from plandesk.core.indicator import Indicator, Library

# Below this likeness a name is a new indicator.
SAME = 0.8
# A name completed from the context must be as like as this.
FULLER = 0.9
_ALIKE = (
    (re.compile("(?:未满)?18周?岁以下(?:的)?"), ""),
    (re.compile("儿童少年|少年儿童"), "儿童"),
    (re.compile("健康寿命|健康期望寿命"), "健康预期寿命"),
    (re.compile("[《》“”\"'‘’·\\s]|[（(][^）)]*[）)]|中国共产党|(?<=孕)、(?=产)"), ""),
    (re.compile("(?:[^、，]{1,4}、){2,}[^、，]{1,4}等(?=校外)|集[^，]{4,40}?于一体"), ""),
    (re.compile("(?<=[董监]事会)成员"), ""),
    (re.compile("代际传播"), "母婴传播"),
    (re.compile("设施和场所|场所和设施"), "场所"),
    (re.compile("建立|建有|建成|设立|设有"), "建"),
    (re.compile("(?<=\\d)(?:～|—|－|–|至|到)(?=\\d)"), "-"),
    (re.compile("占比|比重|百分比|构成比"), "比例"),
    (re.compile("妇女|女性|女生|女(?=代表|委员|干部|党员|职工)"), "女"),
    (re.compile("村民委员会|村委员会|村委会"), "村委"),
    (re.compile("居民委员会|居委员会|居委会"), "居委"),
    (re.compile("常委会委员|常委会组成人员|常务委员会委员|常务委员"), "常委"),
    (re.compile("党员代表大会代表|党员代表大会|党代会代表|党代会|党代表"), "党代"),
    (re.compile("幼儿园"), "园"),
    (re.compile("医师"), "医生"),
    (re.compile("差异|鸿沟"), "差距"),
    (re.compile("教育阶段|阶段教育|阶段"), "阶段"),
    (re.compile("^(?:全市|全县|全区|全省|全旗|我市|我县|我区|本市|本县|各级)|县级?以上(?:地方)?|市直"), ""),
    (re.compile("的|人群|所致|情况|总体|中(?=女)|各级各类|平均每"), ""),
)
# Two names that differ within one of these groups are two indicators, however like they look.
_APART = tuple(
    re.compile(group)
    for group in (
        "学前|小学|初中|高中|高等教育|高校|普职|中职|义务教育|职业|幼儿园|幼儿",
        "艾滋|梅毒|乙肝|宫颈|乳腺|焦虑|抑郁",
        "贫血|迟缓|低体重|超重|肥胖|龋|近视|视力|溺水|交通|跌|性病|缺陷|听力|代谢|心脏|地中海|碘|口腔|疫苗|母乳",
        "农村|城市|城镇|城乡|区域|地区",
        "社区|村(?!卫|医)|企业|事业单位|机关|政府|部门|人大|政协|党代|职工代表|社会组织|学校",
        "成员|书记|主任|董事|监事|管理|正职|领导班子|代表|委员|常委|负责人",
        "养老|医疗|失业|工伤|生育|低保",
        "新生儿|婴儿|婴幼儿|孕产妇|老年|残疾|女童|留守|流动|孤儿",
        "技能|科技|科学技术|校内|校外",
        "配备|配有|配了",
        "新成长|新增|累计",
        "优良|新发|早诊|早治|净入学|毛入学|巩固|健康预期|系统管理|访视|机构|队伍|床位|医生|名额|设施",
    )
)
# What one of two names says and the other does not makes them two things.
_NARROWER = re.compile("心理|中重度|中高级|中级|初级|两委|新增劳动力|重新犯罪|女童|男童")
# A figure of all inhabitants is none of the women among them; kinds of insurance are named after whom they are for.
_EVERYBODY = re.compile("(?:居民|公民|劳动年龄人口|群众|全民|国民)(?!体质)(?!.*(?:女|保险))")
_MEASURES = re.compile(
    "死亡率|患病率|发病率|发生率|检测率|治疗率|传播|筛查率|检查率|入学率|入园率|巩固率|参保率|参保人数|人数|数量|差距|水平|覆盖率|普及率|知晓率|"
    "合格率|收入|时间|比例|致残|残疾|死亡|发生|年限|寿命|次数|管理率|感染|近视率|上升"
)
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Match:
    """An indicator's code and how alike its name is, 0..1 (1: the same name or alias)."""

    code: str
    score: float


class Matcher:
    """Finds indicators by name. Keeps what was asked: one plan asks for the same names often."""

    def __init__(self, library: Library) -> None:
        self._forms = {
            i.code: set(library.forms_of(i.code)) for form in library.forms for i in form.indicators
        }
        self._exact: dict[str, list[str]] = {}
        for form in library.forms:
            for indicator in form.indicators:
                for name in (indicator.name, *indicator.aliases):
                    codes = self._exact.setdefault(alike(name), [])
                    if indicator.code not in codes:
                        codes.append(indicator.code)
        self._names = list(self._exact)
        self._kept: dict[tuple[str, str], Match | None] = {}

    def best(self, name: str, form: str) -> Match | None:
        """The indicator most like ``name``, those of ``form`` (``women/health``) first; None where none is like it."""
        key = (name, form)
        if key not in self._kept:
            self._kept[key] = self._find(alike(name), form)
        return self._kept[key]

    def score(self, name: str, form: str) -> float:
        """How like ``name`` the nearest indicator is, 0 where none is."""
        found = self.best(name, form)
        return found.score if found is not None else 0.0

    def first(self, names: Sequence[str], form: str) -> tuple[str, Match] | None:
        """The best of several ways to name one thing; None below ``SAME``.

        The document's own name comes first. A fuller one, made with what the sentence said before, counts only
        where it is nearly a name of the library, and then before a shorter one that is less.
        """
        found: tuple[str, Match] | None = None
        for turn, name in enumerate(names):
            match = self.best(name, form)
            if match is None or (turn and match.score < FULLER):
                continue
            within = name.endswith(
                "中" + names[0]
            )  # 「…领导班子中担任正职的…」 is what it says, the short form is not
            if found is None or within or match.score > found[1].score + 0.1:
                found = name, match
        return found if found is not None and found[1].score >= SAME else None

    def _find(self, asked: str, form: str) -> Match | None:
        if not asked:
            return None
        if asked in self._exact:
            return Match(self._nearest_form(self._exact[asked], form), 1.0)
        best: Match | None = None
        for name, ratio, _ in process.extract(
            asked, self._names, scorer=fuzz.ratio, limit=10, score_cutoff=50
        ):
            score = max(ratio / 100, _same_signs(asked, name)) - apart(asked, name)
            code = self._nearest_form(self._exact[name], form)
            score += (
                0.02 if form in self._forms[code] else -0.06 if not self._same_audience(code, form) else 0
            )
            if best is None or score > best.score:
                best = Match(code, max(0.0, min(score, 0.99)))
        return best

    def _same_audience(self, code: str, form: str) -> bool:
        return any(f.split("/")[0] == form.split("/")[0] for f in self._forms[code])

    def _nearest_form(self, codes: Sequence[str], form: str) -> str:
        return next(
            (c for c in codes if form in self._forms[c]),
            next((c for c in codes if self._same_audience(c, form)), codes[0]),
        )


def _same_signs(first: str, second: str) -> float:
    """Likeness whatever the order: 义务教育阶段残疾儿童入学率 and 残疾儿童义务教育入学率."""
    if min(len(first), len(second)) < 8:
        return 0.0
    one, two = Counter(first), Counter(second)
    return 0.93 * 2 * (one & two).total() / (len(first) + len(second))


def alike(name: str) -> str:
    """``name`` with what means the same made the same."""
    for pattern, same in _ALIKE:
        name = pattern.sub(same, name)
    return name


def apart(first: str, second: str) -> float:
    """What is taken off the likeness of two names because they differ where it matters."""
    loss = 0.0
    for group in _APART:
        one, two = set(group.findall(first)), set(group.findall(second))
        if one != two:
            loss += 0.18 if one and two else 0.1
    if set(_NARROWER.findall(first)) != set(_NARROWER.findall(second)):
        loss += 0.25
    if "女" in second and _EVERYBODY.search(first):
        loss += 0.25
    if set(_NUMBERS.findall(first)) != set(_NUMBERS.findall(second)):
        loss += 0.15
    one, two = set(_MEASURES.findall(first)), set(_MEASURES.findall(second))
    if one and two and not one & two:
        loss += 0.1
    return loss


def likeness(name: str, indicator: Indicator) -> float:
    """How like ``name`` an indicator's name or one of its aliases is, 0..100: to list indicators by it."""
    return max(fuzz.ratio(name, known) for known in (indicator.name, *indicator.aliases))
