"""A target as the text says it, and what a paragraph has said so far that a later clause leaves out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from plandesk.core.plan import Op, Relative
from plandesk.planreader.masking import unmasked
from plandesk.planreader.matching import Matcher
from plandesk.planreader.wordings import front_stripped

_PER_HEAD = re.compile("(每(?:[百千万]|十万)[^，]{0,3}?(?:儿童|人口|老年人|学生|妇女|人))(?:口)?拥有")
_WHO = re.compile(
    r"(?:[^，、]{0,10}?的)?(?:\d+(?:-|～)?\d*岁(?:以下|以上)?)?(?:[一二三四五六]类)?(?:适龄)?(?:残疾儿童|婴幼儿|儿童青少年|儿童|孕产妇|中小学生|小学生|学生|老年妇女|妇女|女性|女职工|中小学幼儿园|中小学校?)(?!与|和|、)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A target as it stands in the text (``start``–``end`` in the paragraph), its name not yet matched.

    ``base`` is the year and figure it starts from, where the text says both (由2020年的31.5%提升到…).
    ``names``: the document's name first, then fuller ways to say it, made with what the sentence said before.
    """

    names: tuple[str, ...]
    op: Op
    start: int
    end: int
    value: Decimal | None = None
    value2: Decimal | None = None
    unit: str | None = None
    stage: int | None = None
    relative: Relative | None = None
    scope: str | None = None
    stretch: bool = False
    implicit: bool = False
    remark: str | None = None
    sure: float = 0.9
    base: tuple[int, Decimal] | None = None

    @property
    def name(self) -> str:
        """The document's own name."""
        return self.names[0]


@dataclass(slots=True)
class Context:
    """What a paragraph has said so far: names, scope and years that a later clause leaves out."""

    matcher: Matcher
    form: str
    period: tuple[int, int]
    names: list[str] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    said: str = ""
    scope: str = ""
    years: list[int] = field(default_factory=list)
    # the years stood behind a name (「毛入园率2025年达92%」): they are that name's, not the sentence's
    years_of_name: bool = False
    base_year: int | None = None

    def begin_sentence(self) -> None:
        """Years hold within their sentence."""
        self.years, self.base_year = [], None

    def remember(self, names: Sequence[str]) -> None:
        """The names a following 「，力争达到88%」 or 「待遇水平」 goes on with."""
        self.names = list(names)
        self.bases = [base for base in (base_of(name) for name in names) if base]
        self.people = [who for name in names for who in population_of(name)]


def base_of(name: str) -> str:
    """「妇女基本养老保险参保率」 → 「妇女基本养老保险」: what a following 「待遇水平」 belongs to."""
    name = re.sub("(?:中的?)?女(?:性|干部|代表|党员)?的?比例$", "中", name)
    return re.sub(
        "(?:人均预期寿命|参保率|参保人数|覆盖率|普及率|入学率|入园率|死亡率|率|人数|比例|数量|水平)$",
        "",
        name,
    )


def population_of(name: str) -> Iterator[str]:
    """Whom or what the name is about, which a following name may leave out: 每千名儿童, 实施项目学校的小学生."""
    if found := _PER_HEAD.match(name):
        yield found[0]
        yield found[1]
    if found := _WHO.match(name):
        yield found[0]
    if "》" in name:
        yield name[: name.rindex("》") + 1]
    if (base := base_of(name)).endswith("中"):
        yield base


def said_names(name: str, context: Context) -> list[str]:
    """Fuller names made with the clause before: 「开展0-6岁儿童健康管理工作，儿童健康管理率…」; and with the audience."""
    people = "儿童" if context.form.startswith("children") else "妇女"
    fuller = [] if people in name else [unmasked(people + name)]
    stem = re.sub("(?:的)?(?:率|覆盖率|比例)$", "", name)
    said = front_stripped(context.said)
    for piece in (stem, stem[-2:]):
        if len(piece) >= 2 and piece != name and (at := said.find(piece)) >= 0 and len(name) <= 12:
            ending = name[len(stem) :]
            fuller.append(unmasked(said[: at + len(piece)] + ending))
            break
    return fuller


def topic_of(said: str) -> str:
    """What the clause before speaks of: 「覆盖城乡的儿童健康服务体系更加完善」 → 儿童健康服务."""
    bare = re.sub("^覆盖(?:城乡|全市|全县)的", "", front_stripped(said))
    bare = re.sub("(?:更加|进一步|日益|不断|逐步|明显|持续|基本|得到).*$", "", bare)
    return re.sub("(?:体系|机制|制度|规范化建设|建设|和有效运行|有效运行|工作|网络建设)+$", "", bare)


def without_figure(
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
