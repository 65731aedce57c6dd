"""What a sentence says with figures: (name, op, figure, stage) frames, before names are matched to the library."""

import re
from collections.abc import Sequence
from decimal import Decimal

from plandesk.planreader.context import Context, Found, said_names
from plandesk.planreader.figures import Figure, figures, pairs, turned_ratio
from plandesk.planreader.lists import expanded, parts_of
from plandesk.planreader.masking import unmasked
from plandesk.planreader.operators import judged
from plandesk.planreader.wordings import (
    BASE_YEAR,
    BODIES,
    OP_RUN,
    PROVIDING,
    STAGE_YEAR,
    STARTS_FROM,
    STRETCH,
    UNIT_SCOPE,
    YEAR,
    front_stripped,
)

_OF_WHOLE = re.compile(
    "(?P<part>.+?)(?:达到|达|占到|占)(?P<whole>[^，]+?(?:总数|人口|人数|总量|数量|比例|数))的?$"
)
_SHARE_VERB = re.compile(
    "(?P<who>[^，]{1,24}?)(?P<does>(?:在[^，]{1,12}?)?(?:建立|建有|建成|设立|设有|开展|接受|实现|达到|配备|完成|通过|拥有|成立|创建|纳入|参与|参加|享受|开设|掌握|普及|安装|获得)[^，]*)"
)
_AREA = re.compile(
    "(?:其中)?(?:城市|农村|城镇|城区|县城|乡村|男性|女性|男|女|男童|女童|全市|全县|全区|市级|县级|乡级|县|市|小学|初中|高中|小学生|初中生|高中生|幼儿园)(?:地区|社区|阶段)?"
)
# 分别 in the same clause: 「分别控制在10/10万和5‰以下」 lists figures though their units differ
_RESPECTIVELY = re.compile("分别[^，]*$")
_AREAS = (
    "城市社区|农村社区|城市|农村|城镇|县城|城区|乡村|市级|县级|乡级|男性|女性|男童|女童|小学|初中|高中|幼儿园"
)
# 「管理率城市达到92%，农村达到85%」: the part of the whole stands behind the name
_PART_BEHIND = re.compile(
    rf"(?P<base>.{{2,}}?(?:率|比例|比重|占比|人数|数|水平|年限))(?:：|在)?(?P<area>(?:{_AREAS})(?:(?:、|和|及|与)(?:{_AREAS}))*)(?:地区|阶段)?"
)
_COUNT_NAMES = {"次": "次数", "小时": "", "课时": "", "学时": "", "天": "天数", "人次": ""}
# What is done so many times a year; hours and days are a length, not a frequency.
_TIMES = ("次", "场", "期", "课时", "学时", "届")
_OFTEN = re.compile("每(?P<n>[两二三\\d])?(?P<unit>学年|学期|年|季度|月|周|届)")


def _groups(found: list[Figure], sentence: str) -> list[list[Figure]]:
    """Figures listed together: 「3.2‰、5.3‰和6.5‰」 is one group."""
    groups: list[list[Figure]] = []
    for figure in found:
        if groups:
            before = groups[-1][-1]
            alike = before.unit == figure.unit or (before.counted and figure.counted)
            each = (
                not before.counted
                and not figure.counted
                and _RESPECTIVELY.search(sentence[: groups[-1][0].start])
            )
            if (alike or each) and re.fullmatch("[、和与及以]{1,2}", sentence[before.after : figure.start]):
                groups[-1].append(figure)
                continue
        groups.append([figure])
    return groups


def figure_frames(sentence: str, offset: int, context: Context) -> tuple[list[Found], list[tuple[int, int]]]:
    """The figures' targets of a masked sentence, and the spans of it that say nothing of figures."""
    groups = _groups(figures(sentence, context.period[0]), sentence)
    frames: list[Found] = []
    rest: list[tuple[int, int]] = []
    done = 0
    chain = _chained(groups, sentence)
    for index, group in enumerate(groups):
        if group[0].start < done:  # inside what a share says: 「90%的社区建有1所儿童之家」
            continue
        until = groups[index + 1][0].start if index + 1 < len(groups) else len(sentence)
        left = sentence[done : group[0].start]
        right = re.split("，", sentence[group[-1].after : until], maxsplit=1)[0]
        reader = _GroupReader(sentence, offset, context, group, left, right)
        made, used_right, begin = reader.read(chain.get(index, ""))
        if begin > 0:
            rest.append((done, done + begin))
        frames += made
        done = group[-1].after + used_right
    rest.append((done, len(sentence)))
    return frames, rest


def _chained(groups: list[list[Figure]], sentence: str) -> dict[int, str]:
    """「小学生10小时、初中生9小时、高中生8小时睡眠时间」: the thing counted is said once, at the end."""
    chain: dict[int, str] = {}
    for index in range(len(groups) - 2, -1, -1):
        here, following = groups[index][-1], groups[index + 1][0]
        between = sentence[here.after : following.start]
        if here.unit != following.unit or not here.counted or not re.fullmatch("、[^，、]{1,8}", between):
            continue
        tail = (
            chain.get(index + 1) or re.split("[，、]", sentence[groups[index + 1][-1].after :], maxsplit=1)[0]
        )
        if tail and re.search("时间|次数|人数|睡眠|活动", tail):
            chain[index] = chain[index + 1] = tail.lstrip("的")
    return chain


def _per(unit: str, often: re.Match[str]) -> str:
    """次 with 每两年 → 次/2年."""
    count = (often["n"] or "").translate(str.maketrans("两二三", "223"))
    return f"{unit}/{count}{often['unit']}"


class _GroupReader:
    """Reads one group of figures with what stands left and right of it."""

    def __init__(
        self, sentence: str, offset: int, context: Context, group: list[Figure], left: str, right: str
    ) -> None:
        self._sentence, self._offset, self._context, self._group = sentence, offset, context, group
        self._left, self._right = left, right
        # the clause right before the figure; years and 「，」 alone do not make one
        cut = left.rfind("，") + 1
        self._clause, self._before = left[cut:], left[:cut]
        if self._before.strip("，"):
            context.said = self._before.rstrip("，").rsplit("，", 1)[-1]

    def read(self, chained: str) -> tuple[list[Found], int, int]:
        """(targets, how much of the right side was used, how much of the left is left for others)."""
        figure, right = self._group[0], self._right
        self._years()
        if not figure.counted and figure.unit == "%" and right.startswith("的") and self._nothing_before():
            return self._share_first()
        subject, op = self._subject()
        if chained:
            first = re.sub("^每[天日]", "", front_stripped(subject).lstrip("、"))
            return self._made([first + chained], op, 0.85), 0, self._begin()
        if (
            figure.unit == "%"
            and re.match(
                "(?:的)?(?:配备|配置|实现|建立|建成|覆盖|达标|完成|纳入|开设|开齐|落实|参加|通过)", right
            )
            and subject
        ):
            who = front_stripped(subject)
            return (
                self._made([f"{right}的{who}比例"], op, 0.75, more=[who + right]),
                len(self._right),
                self._begin(),
            )
        if figure.counted and right and not re.match("[、，和及与；]", right):
            return self._things(subject, op)
        return self._named(subject, op), 0, self._begin()

    def _begin(self) -> int:
        return len(self._before)

    def _stretched(self, op: str) -> bool:
        """力争 before a name holds for all that follows in the sentence, after one for its own figure only."""
        said = list(STRETCH.finditer(self._sentence[: self._group[0].start]))
        if not said:
            return False
        after = self._sentence[said[-1].end() : self._group[0].start]
        at_front = said[-1].start() == 0 or self._sentence[said[-1].start() - 1] == "，"
        return bool(STRETCH.search(op)) or (
            at_front and bool(re.match(f"(?:使|到|在|{YEAR}|，)*(?!达到|提高|降|到|实现|，).", after))
        )

    def _nothing_before(self) -> bool:
        bare = re.sub("^(?:市级|省级|县级)?(?:和|、)?", "", self._clause)
        return not front_stripped(re.sub("(?:促进|推动|促使|引导|使)$", "", bare))

    def _years(self) -> None:
        """The stage years and the base year said on the left."""
        context = self._context
        base = [found[0] for found in BASE_YEAR.finditer(self._left)]
        self._based = False
        said = [int(year[0]) for b in base if (year := re.search(r"20\d\d", b))]
        if said:
            context.base_year, self._based = said[0], True
        plain = BASE_YEAR.sub("", self._left) if said else self._left
        years = [int(y[0]) for y in STAGE_YEAR.finditer(plain)]
        if re.search("“?十四五”?(?:规划)?(?:末|期末)", plain):
            years.append(2025)
        years = [y for y in years if context.period[0] <= y <= context.period[1]]
        if years:
            context.years = years
            behind = STAGE_YEAR.search(self._clause)
            context.years_of_name = (
                behind is not None and len(front_stripped(self._clause[: behind.start()])) > 3
            )
        elif context.years_of_name and self._named_anew():
            context.years, context.years_of_name = [], False

    def _named_anew(self) -> bool:
        """Whether the clause has a name of its own, and not only a part of the one before."""
        name = front_stripped(self._subject()[0]).strip("的，、")
        return (
            len(name) > 3
            and not _AREA.fullmatch(name)
            and "、" not in self._sentence[: self._group[0].start][-1:]
        )

    def _subject(self) -> tuple[str, str]:
        """The name before the figure, and the words between; a bare 「到2025年达到」 takes the clause before."""
        clause = self._clause
        found = OP_RUN.fullmatch(clause)
        subject, op = (found["subject"], found["op"]) if found else (clause, "")
        if not front_stripped(subject) and self._before.rstrip("，"):
            earlier = self._before.rstrip("，").rsplit("，", 1)[-1]
            name = OP_RUN.fullmatch(earlier)
            if (
                name
                and (bare := front_stripped(name["subject"]))
                and re.search(
                    "(?:率|比例|比重|占比|数|水平|时间|年限|寿命|面积|标准|收入|床位|规模|面)$", bare
                )
            ):
                return bare, name["op"] + op
        return subject, op

    def _share_first(self) -> tuple[list[Found], int, int]:
        """「95%的城市社区和85%的农村社区建立家长学校」."""
        context, begin = self._context, len(self._before)
        begins = self._group[-1].after
        clause = re.split("，|(?:、|和|及)\\d", self._sentence[begins:], maxsplit=1)[0]
        who = clause[1:].rstrip("、和及与")
        found = _SHARE_VERB.fullmatch(who)
        rest = self._sentence[begins + len(clause) :]
        does = found["does"] if found else ""
        if found:
            who = found["who"]
        elif (
            later := re.search(
                "的[^，]*?(?P<does>(?:建立|建有|建成|设立|开展|接受|实现|达到|配备|完成|拥有|纳入|参加)[^，。]*)",
                rest,
            )
        ) is not None:
            does = later["does"]
        name = f"{does}的{who}比例" if does else f"{who}比例"
        made = self._made([name], "", 0.85, scope=unmasked(who))
        context.scope = ""
        return made, max(len(clause), len(self._right)), begin

    def _things(self, subject: str, op: str) -> tuple[list[Found], int, int]:
        """「每个县区至少培育1家提供…服务的社会组织」: what is counted stands after the figure."""
        context, figure = self._context, self._group[0]
        if re.search("基本(?:实现|达到|完成)", self._clause):
            op += "基本"
        place = front_stripped(
            re.sub("(?:均|各|都|应|至少|最少|要|每年|每学年|每学期|不少于)+$", "", PROVIDING.sub("", subject))
        )
        place = re.sub("(?:均|各|都|应|至少|最少|要)+$", "", PROVIDING.sub("", place))
        providing = bool(PROVIDING.search(subject)) or bool(re.search("至少|均|各|不少于", op + subject))
        if not place and context.scope:
            place = context.scope
        context.scope = place
        noun = self._right.strip("、，和及与的")
        unit, often = figure.unit, _OFTEN.search(subject + op)
        if often and unit in _TIMES:
            unit = _per(unit, often)
        ending = _COUNT_NAMES.get(figure.unit, "" if noun.endswith("数") else "数")
        whole = (
            f"{place}{noun}{ending}"
            if place.startswith("每") or figure.unit in ("小时", "课时")
            else f"{noun}{ending}"
        )
        names = [whole, f"{noun}{ending}", f"{place}{noun}{ending}"]
        if (bodies := BODIES.fullmatch(place)) is not None and unit in ("名", "人", "位"):
            # each body has its own: 「党委、人大、政府、政协领导班子至少各有1名女干部」
            each = [
                f"{bodies['of']}{body}{bodies['what']}{noun}{ending}" for body in parts_of(bodies["bodies"])
            ]
            return (
                self._made(each, op, 0.75, scope=unmasked(place), unit=unit),
                len(self._right),
                self._begin(),
            )
        made = self._made(
            names[:1],
            op,
            0.8 if providing else 0.55,
            scope=unmasked(place) or None,
            unit=unit,
            more=names[1:],
        )
        return made, len(self._right), self._begin()

    def _named(self, subject: str, op: str) -> list[Found]:
        """「妇女基本医疗保险参保率稳定在95%以上」: the name stands before the figure."""
        context = self._context
        if re.search("基本(?:实现|达到|完成)", self._clause):
            op += "基本"
        scoped = UNIT_SCOPE.search(subject + op)
        subject, op = UNIT_SCOPE.sub("", subject), UNIT_SCOPE.sub("", op)
        scope = f"以{unmasked(scoped['scope'])}为单位" if scoped else None
        often = _OFTEN.search(subject + op)
        unit = self._group[0].unit
        per = _per(unit, often) if often and unit in _TIMES else None
        of_whole = _OF_WHOLE.fullmatch(self._clause)
        if of_whole and not op:
            subject = f"{of_whole['part']}占{of_whole['whole']}的比例"
        name = front_stripped(subject).rstrip("的，、")
        count, stages = len(self._group), len(context.years)
        each = bool(re.search("分别|均|各|都", op))
        if self._group[0].unit == "比" and "比" not in name and context.names:
            return self._made(list(context.names), op, 0.7, scope=unmasked(name) or None)
        if "占" in op and self._group[0].unit == "%" and not re.search("(?:率|比例|比重)$", name):
            name += "比例"
        if name and not self._based:
            context.base_year = None
        if not name:
            names = list(context.names)
            if not names:
                return []
            return self._made(names, op, 0.7, scope=scope)
        if (topic := self._topic(name)) is not None:
            return self._made([part + topic for part in parts_of(name)], op, 0.8, scope=scope)
        if _AREA.fullmatch(name) and context.names:
            bases = [re.sub(f"^(?:{_AREAS}|全市|全县|全区)", "", n) for n in context.names]
            return self._made([name.removeprefix("其中") + b for b in bases], op, 0.8, scope=scope)
        if (behind := _PART_BEHIND.fullmatch(name)) is not None:
            areas = parts_of(behind["area"])
            if count in (1, len(areas)):
                return self._made([area + behind["base"] for area in areas], op, 0.85, scope=scope)
        wanted = (
            count
            if count > 1 and (stages != count or "分别" not in op or len(parts_of(name)) == count)
            else 0
        )
        names = expanded(name, context.matcher, context.form, wanted=wanted, each=each)
        if each and len(names) == 1 and count == 1 and len(name) <= 6:
            for fuller in said_names(name, context)[1:]:  # 「…乳腺癌、宫颈癌筛查长效机制，筛查率各达到80%」
                names = expanded(fuller, context.matcher, context.form, each=True)
        return self._made(names, op, 0.9 if op or self._group[0].suffix else 0.75, scope=scope, unit=per)

    def _topic(self, name: str) -> str | None:
        """「家长学校办学率，小学、幼儿园达到100%，中学达到95%」: the rate that a list of places goes on with."""
        if self._group[0].unit not in ("%", "‰") or len(self._group) > 1 or len(name) > 16:
            return None
        if re.search("(?:率|比例|比重|占比|数|水平|寿命|年限|面|占.+)$", name):
            return None
        said = re.search(
            "(?:^|，)(?P<topic>[^，\\d]{3,24}率)，(?:[^，]+\\d[^，]*，)*$",
            self._sentence[: self._group[0].start - len(self._clause)],
        )
        return front_stripped(said["topic"]) if said else None

    def _base(self, figure: Figure) -> tuple[int, Decimal] | None:
        """The year and figure the target starts from; in its unit, of a year before the plan."""
        found = STARTS_FROM.search(self._left)
        if found is None or int(found["year"]) >= self._context.period[0]:
            return None
        unit = (found["unit"] or figure.unit).replace("1/10万", "/10万")
        return (int(found["year"]), Decimal(found["value"])) if unit == figure.unit else None

    def _made(
        self,
        names: list[str],
        op: str,
        sure: float,
        *,
        scope: str | None = None,
        unit: str | None = None,
        more: Sequence[str] = (),
    ) -> list[Found]:
        """The targets of ``names`` with the group's figures: one each, or one for all, or one per stage."""
        context, group = self._context, self._group
        before = list(context.people)
        paired = pairs(names, group, [f.stage for f in group if f.stage] or context.years)
        stretch = self._stretched(op)
        made = []
        for name, figure, stage in paired:
            words = judged(op, figure, name, context.base_year)
            value, value2 = figure.value, figure.value2
            if figure.unit == "比" and "男女" in name:  # 男女2:3 is 1.5 for women, as 女男3:2
                value, value2 = turned_ratio(figure)
            shown = unmasked(name)
            fuller = [unmasked(base + name) for base in before if not name.startswith(base)]
            fuller += said_names(name, context)
            fuller += [unmasked(n[: len(n) - len(name)] + name) for n in context.names if len(n) > len(name)]
            made.append(
                Found(
                    names=(shown, *(unmasked(m) for m in more), *fuller), op=words.op, start=self._offset + group[0].start - len(self._clause.lstrip("、和及与")),
                    end=self._offset + group[-1].after, value=value, value2=value2, unit=unit or figure.unit or None,
                    stage=stage, relative=words.relative, base=self._base(figure) if len(names) == 1 else None, scope=scope, stretch=stretch, remark=figure.words,
                    sure=sure - words.doubt - (0.0 if len(names) in (1, len(group)) or len(group) == 1 else 0.2),
                )
            )  # fmt: skip
        context.remember(names)
        return made
