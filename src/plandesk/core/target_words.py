"""A target as a short text for a table's cell: ≤10.5, ≥95, 提高, 降20%, 约90, 0.5—1."""

from plandesk.core.indicator import Library
from plandesk.core.plan import Relative, Target
from plandesk.core.quantity import canonical

_SIGNS = {
    "<=": "≤",
    ">=": "≥",
    "<": "＜",
    ">": "＞",
    "=": "",
    "≈": "约",
    "between": "",
    "↑": "提高",
    "↓": "降低",
}
_DIRECTIONS = {"up": "升", "down": "降"}


def target_words(target: Target, unit: str = "", library: Library | None = None) -> str:
    """The target without its indicator: sign and figure, or the direction in words.

    ``unit`` is the unit the table prints beside it: the target's own is added only where it differs.
    ``library`` names the indicator a benchmark points at. 力争 stands before a stretch target.
    """
    body = _relative(target, target.relative, library) if target.relative else _absolute(target)
    own = target.unit or ""
    if target.relative is None and target.value is not None and own and unit and own != unit:
        body += own
    return f"力争{body}" if target.stretch else body


def _absolute(target: Target) -> str:
    if target.value is None:
        return _SIGNS[target.op]
    if target.op == "between" and target.value2 is not None:
        return f"{canonical(target.value)}—{canonical(target.value2)}"
    return _SIGNS[target.op] + canonical(target.value)


def _relative(target: Target, relative: Relative, library: Library | None) -> str:
    if relative.kind != "change":
        return _compared(target, relative, library)
    direction = _DIRECTIONS.get(relative.direction or "", "")
    span = "年均" if relative.per == "year" else ""
    if target.value is None:
        return f"{span}{direction}"
    figure = canonical(target.value)
    if target.op == "between" and target.value2 is not None:
        figure = f"{figure}—{canonical(target.value2)}"
    elif target.op in ("<=", ">=", "<", ">", "≈"):
        figure = _SIGNS[target.op] + figure
    return f"{span}{direction}{figure}{relative.unit or ''}"


def _compared(target: Target, relative: Relative, library: Library | None) -> str:
    against = relative.against or ""
    if library is not None and against in library:
        against = library[against].name
    if relative.kind == "benchmark" and against:
        return f"{_SIGNS[target.op]}{against}"
    return relative.words or against or _SIGNS[target.op]
