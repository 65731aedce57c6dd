"""Numbers of headings, tables and figures as they come."""

from dataclasses import dataclass

_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """一, 十, 十一, 二十 … 九十九. Raises ValueError beyond."""
    if not 0 < number < 100:
        raise ValueError(f"no heading has number {number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


@dataclass(slots=True)
class Numbering:
    """Counts tables, annex tables, figures and annexes through one report."""

    tables: int = 0
    annex_tables: int = 0
    figures: int = 0
    annexes: int = 0

    def table(self) -> str:
        """表1, 表2…"""
        self.tables += 1
        return f"表{self.tables}"

    def annex_table(self) -> str:
        """附表1, 附表2…"""
        self.annex_tables += 1
        return f"附表{self.annex_tables}"

    def figure(self) -> str:
        """图1, 图2…"""
        self.figures += 1
        return f"图{self.figures}"

    def annex(self) -> int:
        """1, 2… of 附件."""
        self.annexes += 1
        return self.annexes
