"""Sample figures of every shipped pack pass every check, warnings too, and fill nearly every indicator."""

from dataclasses import replace

import pytest

from plandesk.core.checking import Checker
from plandesk.core.entry_sheet import plan_indicators
from plandesk.core.records import CellKey
from plandesk.core.sample import sample_figures
from plandesk.core.snapshot import Snapshot
from plandesk.store.national import load_national
from plandesk.store.shelf import load_library, load_pack, load_words, pack_ids

YEARS = (2021, 2022, 2023, 2024)


@pytest.mark.parametrize("pack", pack_ids())
def test_samples_of_a_pack_pass_its_checks(pack: str) -> None:
    plan, library, words = load_pack(pack), load_library(), load_words()
    blank = Snapshot("x", plan.region, (plan,), library)
    figures = sample_figures(blank, YEARS, seed=1, national=load_national(), words=words)
    filled = replace(blank, observations={o.address: o for o in figures})
    checker = Checker(library, words)
    for year in YEARS:
        assert [f.message for f in checker.check(filled, year) if f.severity != "note"] == []
    codes = plan_indicators(plan, library)
    known = [c for c in codes if filled.observations[CellKey(c, 2024)].value is not None]
    assert len(known) >= len(codes) * 85 // 100
    assert {o.origin for o in figures} == {"sample"}
