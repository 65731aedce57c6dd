"""What counts as an explanation of a finding."""

SHORTEST = 4


def too_short(text: str) -> bool:
    """Whether an explanation says nothing: under four characters, or only 属实."""
    bare = text.strip().strip("。.，, ")
    return len(bare) < SHORTEST or bare in ("情况属实", "数据属实", "属实")
