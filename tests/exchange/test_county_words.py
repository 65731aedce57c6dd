"""What counties say beside their figures is kept at the city, apart from its own, and stands beside their ranks."""

from dataclasses import replace
from pathlib import Path

from helpers.counties import CITY, county, holding, read, sent
from helpers.exchange_case import SCREENING, WATER, YEAR, typed, words
from plandesk.core.adding_up import counties_compared
from plandesk.core.records import CellKey, Explanation, SeriesBreak
from plandesk.core.snapshot import Snapshot
from plandesk.core.unit_words import WorkKey, record_of
from plandesk.desktop.counties.said import rank_words, said_lines

UNIT = "卫生健康局"
PROBLEMS = "设备不足\n人员不够"


def talkative(code: str, corrections: int = 0, reason: str = "改用新筛查口径") -> Snapshot:
    """A county with a 口径变动, a self-assessment, and a unit's words."""
    shot = county(code, corrections=corrections)
    told = record_of(WorkKey("text", "problems"), YEAR, UNIT, "", PROBLEMS)
    breaks = {(SCREENING.code, 2022): SeriesBreak(SCREENING.code, 2022, reason)} if reason else {}
    return replace(shot, breaks=breaks, settings={**shot.settings, told.name: told.value})  # type: ignore[attr-defined]


def test_everything_said_is_stored_apart_from_the_citys_own(tmp_path: Path) -> None:
    sent(tmp_path, talkative("140801"))
    city = holding(read(tmp_path))
    by_kind = {s.kind: s for s in city.county_statements.values()}
    assert set(by_kind) == {"break", "assessment", "work"}
    assert (by_kind["break"].subject, by_kind["break"].cell) == (SCREENING.code, "2022")
    assert (by_kind["assessment"].subject, by_kind["assessment"].answer) == ("1.3", "yes")
    assert (by_kind["work"].owner, by_kind["work"].text) == (UNIT, PROBLEMS)
    assert (city.breaks, city.assessments, city.settings) == (CITY.breaks, CITY.assessments, CITY.settings)
    lines = said_lines(city, "140801", YEAR, words())
    assert lines[0] == "口径变动  适龄妇女宫颈癌人群筛查率自2022年起：改用新筛查口径"
    assert any(line.startswith("自评") and "示卫发〔2024〕3号" in line for line in lines)
    assert any(line.startswith(UNIT) and "设备不足" in line for line in lines)
    assert said_lines(city, "140802", YEAR, words()) == ()


def test_an_explanation_is_kept_with_its_check(tmp_path: Path) -> None:
    shot = county("140801", typed(WATER, 2023, numerator="50000", denominator="100000"))
    key = CellKey(SCREENING.code, YEAR)
    explained = Explanation("screening_rate.plausible", key.indicator, YEAR, "", "新增6个筛查点")
    from plandesk.core.checking import Checker

    findings = Checker(shot.library, words()).check(shot, YEAR)
    open_ones = [f for f in findings if f.severity == "warning"]
    if open_ones:
        f = open_ones[0]
        explained = Explanation(f.rule, f.indicator, YEAR, f.cell, "新增6个筛查点", f.fingerprint)
        shot = replace(shot, explanations={explained.key(): explained})  # type: ignore[dict-item]
        sent(tmp_path, shot)
        kept = [s for s in holding(read(tmp_path)).county_statements.values() if s.kind == "explanation"]
        assert [(s.owner, s.subject, s.text) for s in kept] == [(f.rule, f.indicator, "新增6个筛查点")]


def test_a_correction_replaces_what_was_said_before(tmp_path: Path) -> None:
    sent(tmp_path, talkative("140801"))
    city = holding(read(tmp_path))
    sent(tmp_path, talkative("140801", corrections=1, reason=""))
    later = holding(read(tmp_path, city), city)
    assert not [s for s in later.county_statements.values() if s.kind == "break"]
    assert [s.kind for s in later.county_statements.values()].count("work") == 1


def test_ranks_say_what_forbids_taking_them_at_their_face(tmp_path: Path) -> None:
    sent(tmp_path, talkative("140801"))
    sample = replace(typed(SCREENING, YEAR, numerator="30000", denominator="32844"), origin="sample")
    sent(tmp_path, county("140802", sample))
    city = holding(read(tmp_path))
    one = next(c for c in counties_compared(city, YEAR) if c.address == CellKey(SCREENING.code, YEAR))
    assert [(r.region, r.sample, r.broken) for r in one.ranks] == [
        ("140802", True, None),
        ("140801", False, 2022),
    ]
    told = rank_words(one, {"140801": "甲县", "140802": "乙县"})
    assert told == "1 乙县 91.3（示例）；2 甲县 65.4（2022年口径变动）"
    assert said_lines(city, "140802", YEAR, words())[0].startswith("示例数1格")
