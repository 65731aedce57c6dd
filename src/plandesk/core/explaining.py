"""What counts as an explanation of a finding."""

import re

SHORTEST = 4

# words that only say the figure is right, in any order: 该数据经核实，确认无误
_ONLY_RIGHT = re.compile(
    r"(?:该|此|本|经|已|数据|数字|情况|指标|核实|核对|复核|审核|确认|为|均|真实|准确|属实|无误|无异常|正常|没有问题|[，, ])+"
)


def too_short(text: str) -> bool:
    """Whether an explanation says nothing: under four characters, or only that the figure is right (数据属实, 经核实无误)."""
    bare = text.strip().strip("。.，, ！!")
    return len(bare) < SHORTEST or _ONLY_RIGHT.fullmatch(bare) is not None
