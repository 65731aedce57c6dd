"""The public edition (公开版) of a data file's papers: a snapshot without what is withheld, judged anew.

Everything downstream (sentences, tables, charts, checksum, workbook) is made of that snapshot, so nothing can show what
it does not hold. What units and the clerk wrote is read sentence by sentence.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from plandesk.core.checking import Checker
from plandesk.core.findings import Finding
from plandesk.core.judging import Evaluation, earlier_errors, evaluate
from plandesk.core.papers.withholding import Withheld, withheld
from plandesk.core.records import CellKey, Observation, Record
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words

_FEW_PERSONS = re.compile(
    r"(?<![\d.．第十百])([12１２]|[一二两])\s*(例|人|名|起|位|个(人|孩子|儿童|婴儿|产妇|病例|死亡))(?![次以一])"
)
_SENTENCE = re.compile(r"[^。；！？;\n]*[。；！？;\n]?")
_SHORTEST_NAME = 4
_Key = TypeVar("_Key")
_Told = TypeVar("_Told", bound=Record)


@dataclass(frozen=True, slots=True)
class PublicEdition:
    """What a public paper is made of: the snapshot without what is withheld, its judgement, its findings."""

    snapshot: Snapshot
    evaluations: tuple[Evaluation, ...]
    findings: tuple[Finding, ...]
    withheld: Withheld


def public_edition(snapshot: Snapshot, evaluations: Sequence[Evaluation], words: Words) -> PublicEdition:
    """The public edition for the plans and the year of ``evaluations`` (of the file as it is)."""
    hidden = withheld(snapshot)
    public = without(snapshot, hidden)
    checker = Checker(public.library, words)
    years = {e.year for e in evaluations}
    found = {year: _about_shown(checker.check(public, year), hidden) for year in years}
    judged = tuple(
        evaluate(
            public, public.plan(e.plan_id), e.year, (*found[e.year], *earlier_errors(checker, public, e.year)),
            method=e.method, words=words, tolerance=e.tolerance,
        )
        for e in evaluations
    )  # fmt: skip
    return PublicEdition(public, judged, tuple(f for year in sorted(found) for f in found[year]), hidden)


def _about_shown(findings: Sequence[Finding], hidden: Withheld) -> list[Finding]:
    """The findings that speak of nothing withheld: a breakdown with a part left out is not wrong."""
    return [f for f in findings if not hidden.cells & {f.address, *f.concerned}]


def without(snapshot: Snapshot, hidden: Withheld) -> Snapshot:
    """The snapshot with 保密 in place of what is withheld, and without sentences that speak of it."""
    text = _Texts(snapshot, hidden).shown
    codes = hidden.codes()

    def told(records: Mapping[_Key, _Told], name: str) -> dict[_Key, _Told]:
        return {key: replace(one, **{name: text(getattr(one, name))}) for key, one in records.items()}

    explained = told(snapshot.explanations, "text")
    observations = {key: _shown(key, one, hidden, text) for key, one in snapshot.observations.items()}
    follow_ups = {
        number: replace(one, reason="", reply="", effect="")
        if one.indicator in codes
        else replace(one, reason=text(one.reason), reply=text(one.reply), effect=text(one.effect))
        for number, one in snapshot.follow_ups.items()
    }
    return replace(
        snapshot,
        observations=observations,
        explanations={key: one for key, one in explained.items() if not _on(key, hidden)},
        baselines={k: b for k, b in snapshot.baselines.items() if CellKey(k[1], k[2]) not in hidden.cells},
        assessments=told(snapshot.assessments, "evidence"),
        breaks=told(snapshot.breaks, "reason"),
        substitutes=told(snapshot.substitutes, "reason"),
        missing_items=told(snapshot.missing_items, "how"),
        follow_ups=follow_ups,
        settings={
            name: text(value) if name.startswith(("report.", "work/")) else value
            for name, value in snapshot.settings.items()
            if not name.endswith(".basis")
        },
        counties={},
        second_entries={},
    )


def _on(key: tuple[str, str, int, str], hidden: Withheld) -> bool:
    """Whether an explanation is about an indicator of which that year's figures are withheld."""
    return any((k.indicator, k.year) == (key[1], key[2]) for k in hidden.cells)


def _shown(key: CellKey, one: Observation, hidden: Withheld, text: Callable[[str], str]) -> Observation:
    if key not in hidden.cells:
        note = text(one.note)
        return one if note == one.note else replace(one, note=note)
    base = None if key in hidden.bases else one.denominator
    return replace(
        one, text="", value=None, numerator=None, numerator_text="", denominator=base,
        denominator_text=one.denominator_text if base is not None else "", status="confidential", note="",
    )  # fmt: skip


@dataclass(slots=True)
class _Texts:
    """Reads texts: sentences that name a withheld indicator or a few persons are left out."""

    snapshot: Snapshot
    hidden: Withheld

    def shown(self, text: str) -> str:
        """The text without such sentences."""
        if not text or not self.hidden:
            return text
        names = self._names()
        return "".join(s for s in _SENTENCE.findall(text) if not _reveals(s, names))

    def _names(self) -> Collection[str]:
        found: set[str] = set()
        for code in self.hidden.codes():
            one = self.snapshot.library[code]
            found.update(n for n in (one.name, one.numerator, *one.aliases) if n and len(n) >= _SHORTEST_NAME)
        return found


def _reveals(sentence: str, names: Collection[str]) -> bool:
    has_figure = re.search(r"[\d１２３-９一二两三四五六七八九十]", sentence) is not None
    return _FEW_PERSONS.search(sentence) is not None or (has_figure and any(n in sentence for n in names))
