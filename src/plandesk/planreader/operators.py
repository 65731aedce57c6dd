"""The words around a figure to the op of its target (cli.md, “A plan”)."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from plandesk.core.plan import Op, Relative
from plandesk.planreader.figures import Figure
from plandesk.planreader.wordings import (
    ABOUT,
    AT_LEAST,
    AT_MOST,
    BASE_YEAR,
    CHANGING,
    DONE_ABOUT,
    FALLING,
    LOWER_BETTER,
    OVER,
    PER_YEAR,
    UNDER,
)

_LEVEL_WORDS = re.compile("达到|达|到|至|控制|稳定|保持|维持|巩固|为")
# 「覆盖率提高85%以上」 says a level, whatever it means by 提高: no rate grows by so much.
_NO_GROWTH = Decimal(50)


@dataclass(frozen=True, slots=True)
class Judged:
    """An op, the relative it stands in, and what is taken off its certainty."""

    op: Op
    relative: Relative | None = None
    doubt: float = 0.0


def judged(words: str, figure: Figure, name: str, base_year: int | None) -> Judged:
    """The op of ``figure`` with ``words`` before it; ``name`` tells whether less is better."""
    if CHANGING.fullmatch(figure.suffix):  # 「以10%的速度递增」
        words += figure.suffix
    change = _change(words, figure, name, base_year)
    if change is not None:
        return change
    if figure.value2 is not None:
        return Judged("between")
    if figure.suffix in ("左右", "上下") or ABOUT.search(words):
        return Judged("≈")
    if figure.suffix == "以上":
        return Judged(">=")
    if figure.suffix in ("以下", "以内", "之内"):
        return Judged("<=")
    return _plain(words, figure, name)


def _plain(words: str, figure: Figure, name: str) -> Judged:
    for pattern, op in ((AT_LEAST, ">="), (AT_MOST, "<="), (OVER, ">"), (UNDER, "<"), (FALLING, "<=")):
        if pattern.search(words):
            return Judged(op)  # type: ignore[arg-type]
    if figure.unit == "" and not figure.value:
        return Judged("=")
    if figure.unit == "%" and figure.value == 100:
        return Judged("=")
    if LOWER_BETTER.search(name) and not DONE_ABOUT.search(name):
        return Judged("<=", doubt=0.1)
    return Judged(">=")


def _change(words: str, figure: Figure, name: str, base_year: int | None) -> Judged | None:
    """A change against a base (下降20%, 每年降低1个百分点以上), or None where the figure is a level."""
    if (
        (rising := re.search("(?P<yearly>年均|每年)?(?:(?P<up>增幅|增长率|增速)|(?P<down>降幅))$", name))
        is not None
        and figure.unit == "%"
        and rising["yearly"]
        and not CHANGING.search(words)
    ):
        words = f"{rising['yearly']}{'降低' if rising['down'] else '增长'}{words}"
    verbs = list(CHANGING.finditer(words))
    if figure.unit not in ("%", "个百分点", "‰") or not verbs:
        return None
    verb = verbs[-1]
    after = words[verb.end() :]
    if _LEVEL_WORDS.search(re.sub("平均|年均|每年", "", after)) or (
        figure.value >= _NO_GROWTH
        and base_year is None
        and not PER_YEAR.search(words)
        and not BASE_YEAR.search(words)
    ):
        return None
    direction: Literal["up", "down"] = "down" if verb["down"] else "up"
    relative = Relative(
        "change", direction=direction, per="year" if PER_YEAR.search(words) else "period",
        from_year=base_year, unit=figure.unit,
    )  # fmt: skip
    if figure.value2 is not None:
        return Judged("between", relative, 0.05)
    if figure.suffix == "以上" or AT_LEAST.search(words):
        return Judged(">=", relative, 0.05)
    return Judged("↓" if direction == "down" else "↑", relative, 0.05)
