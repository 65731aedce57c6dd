"""How a paper is made: internal or public edition, formal or draft, and which parts of the annual report go in."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from plandesk.core.plan import Target

Part = Literal[
    "overview", "domains", "attention", "problems", "advice", "table", "missing", "notes", "signatures"
]
PARTS: tuple[Part, ...] = (
    "overview", "domains", "attention", "problems", "advice", "table", "missing", "notes", "signatures"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NationalFact:
    """What is published of an indicator for the whole country: figures by year with their sources, the 国纲's target.

    ``target.name`` is the outline it stands in.
    """

    indicator: str
    figures: tuple[tuple[int, Decimal, str], ...] = ()
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """The choices the clerk makes before a paper is made; window and command line share them.

    ``public``: the public edition (公开版), in which counts of one or two persons and what would reveal them are
    withheld; ``papers.making.make_report`` sees to that. ``draft``: 草稿, said on the cover and on every page.
    ``only``: the parts of the annual report that go in, None for all; other papers are always whole. ``national``:
    published national figures and targets, said in 指标解释 beside the county's own.
    """

    public: bool = False
    draft: bool = False
    only: frozenset[Part] | None = None
    national: tuple[NationalFact, ...] = ()

    def has(self, part: Part) -> bool:
        """Whether a part of the annual report goes in."""
        return self.only is None or part in self.only


USUAL = ReportOptions()
