"""Strict reading of declared tables (forms, packs, stored plans): all problems at once, with nearest matches.

The sentences stand here and not in the catalogue: the catalogue is itself read from a declared table.
"""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from plandesk.core.problems import KnownProblem

Choice = TypeVar("Choice", bound=str)

_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
CODE = re.compile(r"[a-z][a-z0-9_]*")


class Misdeclared(KnownProblem):
    """A declared table is wrong. ``problems`` are whole sentences, each with its file, place and key."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("misdeclared", count=len(problems), problems="；".join(problems))
        self.problems = problems


def nearest(word: str, known: Iterable[str]) -> str:
    """``，是不是“numerator”`` for the known word most like ``word``, or ``""``."""
    close = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f"，是不是“{close[0]}”" if close else ""


class DeclaredTable:
    """One table being read. Every getter names its key; ``close`` reports the keys nobody asked for.

    A problem is noted in the shared list and a harmless stand-in returned, so that reading goes on. null
    (JSON) is the same as a missing key.
    """

    def __init__(self, table: Mapping[str, object], where: str, problems: list[str]) -> None:
        self._table = table
        self._asked: set[str] = set()
        self.where = where
        self._problems = problems

    def problem(self, sentence: str) -> None:
        """Note a problem of this table."""
        self._problems.append(f"{self.where}：{sentence}")

    def _get(self, key: str) -> object:
        self._asked.add(key)
        return self._table.get(key)

    def _missing(self, key: str) -> None:
        self.problem(f"缺少“{key}”")

    def _wrong(self, key: str, wanted: str) -> None:
        self.problem(f"“{key}”应为{wanted}，现为{self._table[key]!r}")

    def stands(self, key: str) -> bool:
        """Whether the table gives ``key``, right or wrong."""
        return self._table.get(key) is not None

    def says(self, key: str, value: str) -> bool:
        """Whether the table itself gives ``value`` there (and no stand-in was returned for it)."""
        return self._table.get(key) == value

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without ``default`` it must stand there and not be empty."""
        found = self._get(key)
        if found is None:
            if default is None:
                self._missing(key)
            return default or ""
        if not isinstance(found, str) or (default is None and not found.strip()):
            self._wrong(key, "文字")
            return default or ""
        return found

    def maybe_text(self, key: str) -> str | None:
        """A text or None."""
        return self.text(key, "") or None

    def code(self, key: str) -> str:
        """A code: lower-case ASCII letters, digits, underscores."""
        found = self.text(key)
        if found and not CODE.fullmatch(found):
            self._wrong(key, "小写英文字母、数字、下划线组成的代码")
        return found

    def flag(self, key: str, default: bool = False) -> bool:
        """true or false."""
        found = self._get(key)
        if found is None or isinstance(found, bool):
            return bool(found) if found is not None else default
        self._wrong(key, "true 或 false")
        return default

    def integer(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from ``low`` to ``high``."""
        found = self.maybe_integer(key, low, high)
        if default is None and not self.stands(key):
            self._missing(key)
        return found if found is not None else default if default is not None else low

    def maybe_integer(self, key: str, low: int, high: int) -> int | None:
        """A whole number from ``low`` to ``high`` or None."""
        found = self._get(key)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int) or not low <= found <= high:
            self._wrong(key, f"{low}至{high}的整数")
            return None
        return found

    def year(self, key: str, default: int | None = None) -> int:
        """A year the program accepts."""
        return self.integer(key, 1990, 2100, default)

    def maybe_year(self, key: str) -> int | None:
        """A year the program accepts or None."""
        return self.maybe_integer(key, 1990, 2100)

    def years(self, key: str) -> tuple[int, ...]:
        """A list of years; missing means none."""
        found = self._get(key)
        if found is None:
            return ()
        years = tuple(found) if isinstance(found, list | tuple) else (None,)
        if not all(type(year) is int and 1990 <= year <= 2100 for year in years):
            self._wrong(key, "年份的列表")
            return ()
        return years

    def decimal(self, key: str) -> Decimal:
        """A decimal, written as a text (``"12.5"``): a TOML or JSON number would pass through a float."""
        found = self.maybe_decimal(key)
        if not self.stands(key):
            self._missing(key)
        return found if found is not None else Decimal(0)

    def maybe_decimal(self, key: str) -> Decimal | None:
        """A decimal written as a text, or None."""
        found = self._get(key)
        if found is None:
            return None
        if not isinstance(found, str) or not _DECIMAL.fullmatch(found):
            self._wrong(key, "写成文字的数，如“12.5”")
            return None
        return Decimal(found)

    def limits(
        self, key: str, default: tuple[Decimal | None, Decimal | None]
    ) -> tuple[Decimal | None, Decimal | None]:
        """Two ends as texts, ``""`` or null for an open one."""
        found = self._get(key)
        if found is None:
            return default
        ends = ["" if end is None else end for end in found] if isinstance(found, list | tuple) else []
        if len(ends) != 2 or not all(isinstance(e, str) and (not e or _DECIMAL.fullmatch(e)) for e in ends):
            self._wrong(key, "两个写成文字的数，如[“0”, “100”]，空文字表示不限")
            return default
        low, high = (Decimal(end) if end else None for end in ends)
        if low is not None and high is not None and low >= high:
            self._wrong(key, "前小后大的两个数")
        return low, high

    def choice(self, key: str, allowed: Sequence[Choice], default: Choice | None = None) -> Choice:
        """One of ``allowed``."""
        found = self._get(key)
        if found is None and default is not None:
            return default
        for each in allowed:
            if each == found:
                return each
        if found is None:
            self._missing(key)
        else:
            self.problem(f"“{key}”不能是{found!r}{nearest(str(found), allowed)}，可用：{'、'.join(allowed)}")
        return default if default is not None else allowed[0]

    def maybe_choice(self, key: str, allowed: Sequence[Choice]) -> Choice | None:
        """One of ``allowed`` or None."""
        return None if self._get(key) is None else self.choice(key, allowed)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, none empty, none twice; missing means none."""
        found = self._get(key)
        if found is None:
            return ()
        if not isinstance(found, list | tuple) or not all(isinstance(t, str) and t.strip() for t in found):
            self._wrong(key, "文字的列表")
            return ()
        for twice in sorted({t for t in found if list(found).count(t) > 1}):
            self.problem(f"“{key}”中“{twice}”重复")
        return tuple(found)

    def table(self, key: str) -> "DeclaredTable | None":
        """A table under this one, or None."""
        found = self._get(key)
        if found is None:
            return None
        if not isinstance(found, Mapping):
            self._wrong(key, "一个表")
            return None
        return DeclaredTable(found, f"{self.where} {key}", self._problems)

    def tables(self, key: str, named_by: str) -> "tuple[DeclaredTable, ...]":
        """A list of tables under this one; ``named_by`` is the key each is called by in problems."""
        found = self._get(key)
        if found is None:
            return ()
        if not isinstance(found, list | tuple) or not all(isinstance(t, Mapping) for t in found):
            self._wrong(key, "表的列表")
            return ()
        return tuple(
            DeclaredTable(t, f"{self.where} {key} {t.get(named_by, index)}", self._problems)
            for index, t in enumerate(found, start=1)
        )

    def rest(self) -> Mapping[str, object]:
        """The keys not asked for so far, taken as read (a check's options are checked by its kind)."""
        left = {key: value for key, value in self._table.items() if key not in self._asked}
        self._asked.update(left)
        return left

    def close(self, *, ignored: Iterable[str] = ()) -> None:
        """Report every key nobody asked for."""
        for key in self._table:
            if key not in self._asked and key not in ignored:
                self.problem(f"不认识的键“{key}”{nearest(key, self._asked)}")


def end_reading(problems: Sequence[str]) -> None:
    """Raises ``Misdeclared`` if any problem was noted."""
    if problems:
        raise Misdeclared(tuple(problems))
