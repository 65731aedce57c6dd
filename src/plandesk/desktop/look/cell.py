"""What one table cell looks like: everything the delegate needs, nothing it has to work out."""

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "right", "decimal", "centre"]


@dataclass(frozen=True, slots=True)
class CellLook:
    """A cell as painted (ui.md part 8): text, alignment, roles of ink and ground, sign and the small overlays.

    ``decimal`` alignment puts the decimal point in the same place whatever follows it. ``sign`` stands at the left
    of the cell; ``unit`` at the right in ink3; ``corner`` is the note's triangle; ``bar`` a completeness 0..1.
    ``typing`` cells stay white on the current row. ``spoken`` is what is read aloud where that is more than ``text``.
    """

    text: str = ""
    align: Align = "left"
    ink: str = "ink"
    ground: str = "paper"
    sign: str = ""
    sign_ink: str = "ink2"
    unit: str = ""
    indent: int = 0
    size: int = 13
    chevron: Literal["", "folded", "unfolded"] = ""
    pennant: bool = False
    corner: bool = False
    bar: float | None = None
    bar_role: str = "accent"
    framed: bool = False
    wrap: bool = False
    typing: bool = False
    tip: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, its width at 13 px (0 takes the rest), how heads and figures stand.

    ``sign`` stands before the title in ``sign_ink``.
    """

    key: str
    title: str
    width: int
    align: Align = "left"
    least: int = 40
    lock: bool = False
    sign: str = ""
    sign_ink: str = "ink2"
