"""Indicators that a plan has and the library has not: proposed with unit, base and direction guessed and marked."""

import re
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pypinyin import Style, lazy_pinyin

from plandesk.core.declarations import Misdeclared
from plandesk.core.figures import UNIT_BASES
from plandesk.core.indicator import Better, Form, Indicator, IndicatorKind, Library
from plandesk.core.words import Words
from plandesk.planreader.context import Found
from plandesk.planreader.wordings import LOWER_BETTER

_LONGEST = 48


@dataclass(frozen=True, slots=True)
class LocalIndicator:
    """A proposed indicator, the form it is to stand in, and which of its keys are guesses."""

    form: str
    indicator: Indicator
    guessed: tuple[str, ...]


def code_of(name: str) -> str:
    """A lower-case ASCII code for ``name``, always the same: its pinyin, cut and checksummed where it is long."""
    spoken = "".join(lazy_pinyin(name, style=Style.NORMAL, errors=lambda signs: signs))
    plain = re.sub("[^a-z0-9]+", "", spoken.lower().replace("ü", "v"))
    code = f"local_{plain}" if plain else "local"
    if len(code) > _LONGEST or not plain:
        code = f"{code[: _LONGEST - 7]}_{zlib.crc32(name.encode()) & 0xFFFFFF:06x}"
    return code


class Proposals:
    """The proposed indicators of one document; the same name in the same unit is the same indicator."""

    def __init__(self, library: Library, words: Words) -> None:
        self._library, self._words = library, words
        self._taken = {
            name for form in library.forms for i in form.indicators for name in (i.name, *i.aliases)
        }
        self._made: dict[tuple[str, str], LocalIndicator] = {}
        self._reporters: dict[str, str] = {}
        for form in library.forms:
            if form.indicators:
                self._reporters[form.code] = Counter(i.reporter for i in form.indicators).most_common(1)[0][0]

    def indicator(self, found: Found, form: str) -> Indicator:
        """The indicator proposed for ``found``."""
        unit = _unit(found)
        key = (found.name, unit)
        if key not in self._made:
            self._made[key] = self._proposed(found, unit, form)
        return self._made[key].indicator

    def used(self, codes: set[str]) -> tuple[LocalIndicator, ...]:
        """Those of the proposed whose codes are used."""
        return tuple(each for each in self._made.values() if each.indicator.code in codes)

    def _proposed(self, found: Found, unit: str, form: str) -> LocalIndicator:
        name = found.name
        others = {each.indicator.name for each in self._made.values()} | self._taken
        if name in others:
            name = f"{name}（{unit or '另计'}）"
        count = 2
        while name in others:
            name, count = f"{found.name}（{count}）", count + 1
        codes = {each.indicator.code for each in self._made.values()} | set(self._library.by_code)
        code = base_code = code_of(name)
        while code in codes:
            code, count = f"{base_code}_{count}", count + 1
        kind = _kind(name, unit)
        quotient = kind in ("share", "rate", "gross_rate")
        say = self._words.say
        better = _better(found)
        indicator = Indicator(
            code=code, name=name, unit=unit, better=better, kind=kind,
            reporter=self._reporters.get(form) or say("planreader.reporter"), definition=say("planreader.definition", name=name),
            base=UNIT_BASES.get(unit, Decimal(100)) if quotient else None,
            numerator=say("planreader.numerator", name=name) if quotient else None,
            denominator=say("planreader.denominator", name=name) if quotient else None,
            aggregate="ratio" if quotient else "sum" if kind == "count" else "none",
            decimals=0 if kind == "count" else 2, limits=_limits(kind), source=say("planreader.source"), judgement=True,
        )  # fmt: skip
        guessed = (
            "better",
            "kind",
            "reporter",
            "definition",
            *(("numerator", "denominator", "base") if quotient else ()),
        )
        return LocalIndicator(form, indicator, guessed if found.unit else ("unit", *guessed))


def _unit(found: Found) -> str:
    if found.unit and found.relative is None:
        return found.unit
    name = found.name
    if re.search("(?:率|比例|比重|占比|覆盖面)$", name):
        return "%"
    if re.search("人数$|队伍$|人才$", name):
        return "人"
    if re.search("年限$", name):
        return "年"
    if re.search("寿命$", name):
        return "岁"
    if re.search("收入$|标准$", name):
        return "元"
    return "个" if re.search("数量?$|机构$|场所$|中心$|组织$", name) else ""


def _kind(name: str, unit: str) -> IndicatorKind:
    if unit == "%":
        return "gross_rate" if "毛入" in name else "growth" if re.search("增长率$|增幅$", name) else "share"
    if unit in UNIT_BASES:
        return "rate"
    if unit in ("岁", "年", "小时", "天", "元", "元/人", "平方米", "分钟", "课时"):
        return "mean"
    return "count" if unit else "other"


def _limits(kind: IndicatorKind) -> tuple[Decimal | None, Decimal | None]:
    if kind == "share":
        return Decimal(0), Decimal(100)
    return (None, None) if kind in ("growth", "other") else (Decimal(0), None)


def _better(found: Found) -> Better:
    if found.relative is not None and found.relative.direction is not None:
        return "higher" if found.relative.direction == "up" else "lower"
    if found.op in ("<=", "<", "↓") or LOWER_BETTER.search(found.name) or re.search("差距|差异", found.name):
        return "lower"
    return "neither" if found.op in ("between",) else "higher"


def with_local_forms(library: Library, local: Sequence[Form]) -> Library:
    """The library with a draft's own forms: their indicators join the form of the same code, new forms come last.

    An indicator that stands in two drafts under one code and name is one. Raises ``Misdeclared`` for a code or
    name that the library uses for something else.
    """
    problems: list[str] = []
    names = {name: i.code for i in library.by_code.values() for name in (i.name, *i.aliases)}
    known: dict[str, Indicator] = dict(library.by_code)
    added: dict[str, list[Indicator]] = {}
    titles: dict[str, Form] = {}
    for form in local:
        titles.setdefault(form.code, form)
        for indicator in form.indicators:
            there = known.get(indicator.code)
            if there is not None and there.name == indicator.name:
                continue
            if there is not None or names.get(indicator.name, indicator.code) != indicator.code:
                problems.append(f"{form.code} “{indicator.name}”：代码或名称已有别的指标使用")
                continue
            known[indicator.code] = indicator
            names[indicator.name] = indicator.code
            added.setdefault(form.code, []).append(indicator)
    if problems:
        raise Misdeclared(tuple(problems))
    return Library.of(_merged(library.forms, titles, added))


def _merged(
    forms: Sequence[Form], titles: Mapping[str, Form], added: Mapping[str, list[Indicator]]
) -> tuple[Form, ...]:
    there = {form.code for form in forms}
    grown = [replace(f, indicators=(*f.indicators, *added.get(f.code, ()))) for f in forms]
    new = [
        replace(f, indicators=tuple(added.get(code, ()))) for code, f in titles.items() if code not in there
    ]
    return (*grown, *new)
