"""Sample figures (示例): plausible, passing every check, and marked wherever they show.

They let a clerk try the program and its paper before the first real figure arrives. Levels follow the published
national series where there is one, else the way from a little short of the target towards it; nothing here is real.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from random import Random
from typing import Protocol

from plandesk.core.checking import Checker
from plandesk.core.entry import set_status, type_into
from plandesk.core.entry_sheet import counting_target, plan_indicators
from plandesk.core.indicator import Check, Indicator
from plandesk.core.plan import Target
from plandesk.core.records import CellKey, Observation
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words

ORIGIN = "sample"
ROUNDS_OF_REPAIR = 4
ONE_IN = (
    30  # every so-manieth indicator has nobody who collects it yet: a sample without gaps would teach nothing
)


class PublishedFigure(Protocol):
    """A published figure of one year, in the indicator's unit."""

    @property
    def year(self) -> int: ...

    @property
    def value(self) -> Decimal: ...


@dataclass(frozen=True, slots=True)
class _Part:
    """A breakdown cell and its share of the total, in hundredths."""

    cell: str
    share: int


# Sizes of a county-level city of some 400,000 people, by the words a denominator is named with; the first that fits.
_SIZES: tuple[tuple[str, int], ...] = (
    ("抽查的", 800), ("抽查", 400), ("调查", 1200), ("参加体质测定", 1500), ("参加测定", 1500), ("测量", 1200),
    ("质量问题", 24), ("刑事案件", 160), ("病例", 60), ("癌患者", 60), ("精神障碍患者", 1900), ("暴露儿童", 6), ("感染", 8),
    ("残疾", 160), ("取环", 900), ("女婴", 1150), ("围产儿", 2420), ("计划怀孕", 2600), ("结婚登记", 3600), ("高危产妇", 520),
    ("困难妇女", 2100), ("留守儿童", 640), ("机构内适学", 12), ("12岁儿童", 4200), ("救助保护中心", 1), ("法院", 1), ("党校", 1),
    ("助产机构", 7), ("床位", 1450), ("县（市、区）", 12), ("市、县", 12), ("千人以上中小学校", 34), ("中小学校、幼儿园", 196),
    ("中小学校", 118), ("小规模小学", 21), ("薄弱初中", 6), ("薄弱学校", 12), ("乡镇学校", 46), ("中等职业学校在校生", 3100),
    ("高中阶段在校女生", 4500), ("幼儿园专任教师", 780), ("幼儿园数", 78), ("幼儿园总数", 78), ("心理健康教育教师", 160),
    ("照护服务机构从业", 260), ("农村适龄女童", 9400), ("0～14岁", 58000), ("18—22岁女性", 11800), ("18—22岁", 24000),
    ("15—17岁女性", 4600), ("65岁及以上女性", 31000), ("60岁及以上女性", 44000), ("老年", 83000), ("15—49岁", 88000),
    ("35—45岁妇女", 52000), ("女性常住人口", 194000), ("从业女性", 84000), ("自雇", 21000), ("再就业", 420), ("职工监事", 60),
    ("职工董事", 60), ("董事会", 60), ("监事会", 60), ("生育的女职工", 620), ("女职工的", 640), ("女职工人数", 11000),
    ("教职工总数", 5400), ("现代服务业", 52000), ("高新技术", 6400), ("社会组织从业", 2900), ("社会组织负责", 310),
    ("城镇单位", 38000), ("领导班子", 90), ("正职", 40), ("活产", 2400), ("产妇", 2400), ("孕妇", 2500), ("新生儿", 2400),
    ("婴儿", 2400), ("3～5岁", 9400), ("15～17岁", 9900), ("义务教育学龄", 33000), ("未成年人", 69000), ("0～17岁", 69000),
    ("18岁以下", 69000), ("7岁以下", 18200), ("6岁", 18200), ("5岁以下", 14600), ("3岁以下", 8300), ("0～3岁", 8300),
    ("小学", 21800), ("初中", 11200), ("高中", 9600), ("学生", 33000), ("在园", 8900), ("幼儿", 8900), ("儿童", 69000),
    ("户", 118000), ("劳动年龄", 118000), ("常住人口", 396000), ("人口", 396000), ("就业", 186000), ("从业", 186000),
    ("职工", 24000), ("代表", 260), ("委员", 190), ("常委", 30), ("党员", 21000), ("干部", 1900), ("村", 262), ("社区", 41),
    ("妇女", 142000), ("女性", 150000), ("企业", 640), ("学校", 118), ("天", 366), ("镇", 10), ("街道", 3),
)  # fmt: skip
# Counts that have no denominator, by the words they are named with; where no target says how many there should be.
_COUNTS: tuple[tuple[str, int], ...] = (
    ("自杀", 3), ("反复流浪", 4), ("流浪儿童", 16), ("辍学", 4), ("伤害起数", 9), ("欺凌", 12), ("普惠托育机构", 14), ("托育机构", 32),
    ("普惠托位", 900), ("托位", 1700), ("学位", 1300), ("普通高中在校生", 6200), ("中等职业教育在校生", 3100),
    ("女性科技人才", 1450), ("失业保险", 9800), ("工伤保险", 11200), ("体育锻炼的人数", 64000), ("社会工作专业人员", 64),
    ("社会组织数", 12), ("康复专业服务机构", 6), ("养护专业服务机构", 1), ("校外活动场所", 24), ("公共文化服务项目", 38),
)  # fmt: skip
_DEFAULT_SIZE = 5200
_GAP_ENDS = ("城乡差距", "区域差异")
_SPLITS: Mapping[str, tuple[_Part, ...]] = {
    "sex": (_Part("sex=female", 48), _Part("sex=male", 52)),
    "area": (_Part("area=urban", 46), _Part("area=rural", 54)),
}


def sample_figures(
    snapshot: Snapshot,
    years: Sequence[int],
    *,
    seed: int,
    national: Mapping[str, Sequence[PublishedFigure]],
    words: Words,
) -> tuple[Observation, ...]:
    """Observations of ``years`` for every indicator of the file's plans whose cell is still blank.

    Same snapshot, years and seed, same figures. Every figure passes the checks, warnings included: what does not
    after some repair becomes 未统计.
    """
    targets: dict[str, list[Target]] = {}
    for plan in snapshot.plans:
        for placed in plan.placed_targets():
            targets.setdefault(placed.target.indicator, []).append(placed.target)
    codes = [
        code
        for plan in snapshot.plans
        for code in plan_indicators(plan, snapshot.library, snapshot.substitutes)
    ]
    levels = {
        code: _levels(
            snapshot.indicator(code),
            targets.get(code, []),
            years,
            national.get(code, ()),
            Random(f"{seed} {code}"),
        )
        for code in dict.fromkeys(codes)
    }
    _put_in_order(levels, snapshot.library.checks(), years)
    figures: dict[CellKey, Observation] = {}
    for code, by_year in levels.items():
        uncollected = Random(f"{seed} gap {code}").randrange(ONE_IN) == 0
        for year, level in by_year.items():
            for observation in _cells(snapshot.indicator(code), year, level, seed, uncollected):
                if snapshot.observation(code, year) is None:
                    figures[observation.address] = observation
    _agree_gaps(snapshot, figures)
    return tuple(_repaired(snapshot, figures, years, words).values())


def _agree_gaps(snapshot: Snapshot, figures: dict[CellKey, Observation]) -> None:
    """A gap between town and country, or between regions, of rates of few events is what these rates give."""
    named = {snapshot.indicator(key.indicator).name: key.indicator for key in figures}
    for key in list(figures):
        indicator = snapshot.indicator(key.indicator)
        stem = next((indicator.name.removesuffix(e) for e in _GAP_ENDS if indicator.name.endswith(e)), "")
        code = named.get(stem)
        total = figures.get(CellKey(code, key.year)) if code is not None else None
        if code is None or total is None or not snapshot.indicator(code).counts_events or key.cell:
            continue
        sides = [figures.get(CellKey(code, key.year, f"area={side}")) for side in ("urban", "rural")]
        rates = [side.value for side in sides if side is not None and side.value is not None]
        gap = Decimal(0) if total.numerator == 0 else None
        if gap is None and len(rates) == 2 and indicator.name.endswith(_GAP_ENDS[0]):
            gap = abs(rates[0] - rates[1])
        if gap is not None:
            figures[key] = type_into(None, key, "value", _rounded(gap, indicator.decimals), indicator, ORIGIN)


def _levels(
    indicator: Indicator, targets: Sequence[Target], years: Sequence[int], published: Sequence[PublishedFigure],
    chance: Random,
) -> dict[int, Decimal]:  # fmt: skip
    """A level per year, in the indicator's unit, unrounded."""
    target = counting_target(tuple(targets), years[-1])
    start, end = _course(indicator, target, published, chance)
    if indicator.period_kind == "term":
        end = start
    steps = max(len(years) - 1, 1)
    levels = {}
    for n, year in enumerate(years):
        wobble = (end - start) * Decimal(chance.randrange(-12, 13)) / 100 if 0 < n < steps else Decimal(0)
        levels[year] = _within(indicator, start + (end - start) * n / steps + wobble)
    return levels


def _course(
    indicator: Indicator, target: Target | None, published: Sequence[PublishedFigure], chance: Random
) -> tuple[Decimal, Decimal]:
    """Level in the first and in the last year."""
    sign = {"higher": 1, "lower": -1, "neither": 0}[indicator.better]
    if target is not None and target.value is not None and target.relative is None:
        goal = target.value
        spread = _spread(indicator, goal)
        arrived = goal + sign * spread * chance.randrange(5, 40) / 100
        short = goal - sign * spread * chance.randrange(20, 90) / 100
        # three in four are there by now; the others still have some way to go
        if chance.randrange(4):
            return short, arrived
        return short - sign * spread * Decimal("0.3"), short
    if published:
        base = published[-1].value
        spread = _spread(indicator, base)
        return base, base + sign * spread * chance.randrange(10, 40) / 100
    usual = next(
        (count for word, count in _COUNTS if indicator.kind == "count" and word in indicator.name), None
    )
    if usual is not None:
        return Decimal(usual), usual + (sign or 1) * Decimal(usual) / 20 * chance.randrange(4, 12) / 10
    low, high = indicator.plausible
    if low is not None and high is None and low > 0:
        # only a lower end is known: well above it, or every year would be pressed to that end
        middle = low * chance.randrange(15, 40) / 10
        spread = middle / 20
    elif low is not None and high is not None:
        middle, spread = (low * 2 + high * 3) / 5, (high - low) / 20
    else:
        middle = Decimal(chance.randrange(40, 400))
        spread = middle / 20
    return middle, middle + (sign or 1) * spread * chance.randrange(4, 12) / 10


def _spread(indicator: Indicator, level: Decimal) -> Decimal:
    """How far a county moves in some years: a twentieth of the level, less where a share nears its end."""
    spread = abs(level) / 20 if level else Decimal(1)
    if indicator.kind == "share":
        room = min(level, 100 - level) if indicator.better != "neither" else level
        spread = min(spread, max(room, Decimal("0.02")) / 2)
    if indicator.change_limit is not None:
        spread = min(spread, indicator.change_limit)
    return spread


def _within(indicator: Indicator, level: Decimal) -> Decimal:
    for low, high in (indicator.plausible, indicator.limits):
        if low is not None:
            level = max(level, low)
        if high is not None:
            level = min(level, high)
    return level


def _put_in_order(
    levels: Mapping[str, dict[int, Decimal]], checks: Iterable[Check], years: Sequence[int]
) -> None:
    """Let the levels of ordered indicators rise in the order the checks want, a little apart."""
    for check in checks:
        there = [code for code in check.indicators if code in levels]
        if check.kind not in ("ordered", "not_above") or len(there) < 2:
            continue
        for year in years:
            rising = sorted(levels[code][year] for code in there)
            for code, level in zip(there, rising, strict=True):
                levels[code][year] = level
            for before, after in pairwise(there):
                least = levels[before][year] * Decimal("1.02")
                if levels[after][year] < least:
                    levels[before][year] = levels[after][year] / Decimal("1.02")


def _cells(
    indicator: Indicator, year: int, level: Decimal, seed: int, uncollected: bool
) -> Iterable[Observation]:
    address = CellKey(indicator.code, year)
    if uncollected:
        return [set_status(None, address, "not_collected", ORIGIN)]
    if not indicator.has_parts:
        return [type_into(None, address, "value", _rounded(level, indicator.decimals), indicator, ORIGIN)]
    denominator = _size(indicator.denominator or "", year, seed)
    assert indicator.base is not None
    events = level * denominator / indicator.base
    if indicator.counts_events:
        # a few events come or do not come; one throw a year for all, so that nested deaths stay nested
        numerator = int(events + Decimal(Random(f"{seed} events {year}").randrange(1000)) / 1000)
    else:
        numerator = int(events.to_integral_value(ROUND_HALF_UP))
    if indicator.kind == "share":
        numerator = min(numerator, denominator)
    cells = [_ratio(indicator, address, numerator, denominator)]
    for dimension in indicator.breakdowns:
        cells += _split(indicator, address, _SPLITS.get(dimension, ()), numerator, denominator, seed)
    return cells


def _split(
    indicator: Indicator, address: CellKey, parts: Sequence[_Part], numerator: int, denominator: int, seed: int
) -> list[Observation]:  # fmt: skip
    """The total split into its parts; the last takes the rest, so that they add up."""
    if not parts or denominator < 2 * len(parts):
        return []
    first, second = parts
    tilt = Random(f"{seed} tilt {address.indicator} {address.year} {first.cell}").randrange(-2, 3)
    below = denominator * first.share // 100
    above = min(numerator * (first.share * 100 + tilt * 20) // 10000, numerator)
    if indicator.kind == "share":
        above = max(min(above, below), numerator - (denominator - below))
    return [
        _ratio(indicator, replace(address, cell=first.cell), above, below),
        _ratio(indicator, replace(address, cell=second.cell), numerator - above, denominator - below),
    ]


def _ratio(indicator: Indicator, address: CellKey, numerator: int, denominator: int) -> Observation:
    typed = type_into(None, address, "numerator", str(numerator), indicator, ORIGIN)
    return type_into(typed, address, "denominator", str(denominator), indicator, ORIGIN)


def _size(denominator: str, year: int, seed: int) -> int:
    """The size of a population: equal for equal names, so that indicators with one denominator agree."""
    size = next((size for word, size in _SIZES if word in denominator), _DEFAULT_SIZE)
    if size < 400:
        return size
    drift = 100 + (Random(f"{seed} {size}").randrange(-20, 21) + (year - 2021) * -6) / Decimal(10)
    return int(size * drift / 100)


def _rounded(level: Decimal, decimals: int) -> str:
    return str(level.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def _repaired(
    snapshot: Snapshot, figures: dict[CellKey, Observation], years: Sequence[int], words: Words
) -> dict[CellKey, Observation]:
    """What a check objects to loses its parts, then becomes 未统计, until nothing is objected to."""
    checker = Checker(snapshot.library, words)
    for _ in range(ROUNDS_OF_REPAIR):
        trial = replace(snapshot, observations={**snapshot.observations, **figures})
        objected = {
            address
            for year in years
            for finding in checker.check(trial, year)
            if finding.severity != "note"
            for address in finding.concerned
            if address.year == year and address in figures
        }
        if not objected:
            break
        for indicator, year in {(address.indicator, address.year) for address in objected}:
            parts = [key for key in figures if (key.indicator, key.year) == (indicator, year) and key.cell]
            total = CellKey(indicator, year)
            for part in parts:
                del figures[part]
            if not parts:
                figures[total] = set_status(None, total, "not_collected", ORIGIN)
    return figures
