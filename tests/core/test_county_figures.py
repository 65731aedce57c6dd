"""A county's figures read again as if typed, checked again, and kept apart from what stood before."""

from dataclasses import replace
from decimal import Decimal

import pytest

from helpers.exchange_case import COUNT, LIBRARY, MORTALITY, SCREENING, WATER, YEAR, snapshot, typed, words
from plandesk.core.checking import Checker
from plandesk.core.county_figures import (
    CheckedFigures,
    NotAsTypedError,
    SentFigures,
    checked_again,
    replacing,
    typed_again,
)
from plandesk.core.entry import set_status
from plandesk.core.indicator import Library
from plandesk.core.plan import Region
from plandesk.core.records import CellKey, Observation, SeriesBreak
from plandesk.core.snapshot import Snapshot

COUNTY = Region("示范县", "140899", "county")
CITY = Snapshot("city", Region("示范市", "140800", "prefecture"), (), LIBRARY)


def checked(*sent: Observation, city: Snapshot = CITY, **more: object) -> CheckedFigures:
    figures = SentFigures(COUNTY, YEAR, sent, {}, ())
    return checked_again(city, replace(figures, **more), Checker(city.library, words()))  # type: ignore[arg-type]


def test_sound_figures_come_through_as_they_were_sent() -> None:
    sent = tuple(replace(o, region=COUNTY.code) for k, o in snapshot().observations.items() if k.year == YEAR)
    found = checked(*sent)
    assert set(found.observations) == set(sent)
    assert found.unknown == ()


@pytest.mark.parametrize(
    "sent",
    [
        typed(SCREENING, YEAR, value="９５．５％"),
        typed(SCREENING, YEAR, value="70", numerator="3", denominator="4"),
        typed(MORTALITY, YEAR, numerator="0", denominator="0"),
        typed(MORTALITY, YEAR, value="12,5"),
        typed(COUNT, YEAR, note="在建"),
        set_status(None, CellKey(COUNT.code, YEAR), "not_due", "typed"),
        Observation(COUNT.code, YEAR, value=Decimal(12), status="value", origin="computed"),
        replace(typed(SCREENING, YEAR, numerator="3", denominator="4"), numerator_text="", denominator_text="",
                origin="computed"),
    ],
    ids=["full width", "rate and parts", "no case", "unreadable", "note", "status", "added up", "parts added up"],
)  # fmt: skip
def test_typed_again_gives_the_same(sent: Observation) -> None:
    assert typed_again(sent, LIBRARY[sent.indicator]) == sent


@pytest.mark.parametrize("field", ["value", "numerator", "denominator"])
def test_a_figure_that_is_not_its_text_is_found(field: str) -> None:
    sent = typed(SCREENING, YEAR, value="75", numerator="3", denominator="4")
    with pytest.raises(NotAsTypedError) as caught:
        checked(replace(sent, **{field: Decimal(80)}))
    assert caught.value.address == sent.address


def test_the_quotient_is_worked_out_here() -> None:
    sent = replace(typed(SCREENING, YEAR, numerator="1", denominator="3"), value=Decimal("33.333"))
    assert checked(sent).observations[0].value == Decimal("33.3")


def test_a_figure_that_stands_twice_or_in_another_year_is_found() -> None:
    sent = typed(COUNT, YEAR, value="9")
    for second in (replace(sent, note="x"), typed(COUNT, YEAR - 1, value="9")):
        with pytest.raises(NotAsTypedError):
            checked(sent, second)


def test_a_figure_with_an_error_is_kept_but_marked() -> None:
    found = checked(typed(SCREENING, YEAR, numerator="5", denominator="4"), typed(WATER, YEAR, value="95"))
    assert [(o.indicator, o.flagged) for o in found.observations] == [
        (SCREENING.code, True),
        (WATER.code, False),
    ]
    assert {f.severity for f in found.findings} == {"error"}
    assert all(f.open for f in found.findings)


def test_an_explained_warning_stays_explained() -> None:
    many = typed(COUNT, YEAR, value="12")
    (finding,) = checked(many).findings
    assert finding.open
    key = (finding.rule, finding.indicator, finding.cell)
    (again,) = checked(many, explained={key: "新建3所"}).findings
    assert (again.open, again.explanation) == (False, "新建3所")


def test_last_year_is_the_countys_own_unless_the_series_was_broken() -> None:
    jumping = replace(WATER, change_limit=Decimal(5))
    library = Library.of((replace(LIBRARY.forms[1], indicators=(jumping,)),))
    last = replace(typed(jumping, YEAR - 1, value="70"), region=COUNTY.code)
    other = replace(typed(jumping, YEAR - 1, value="70"), region="140802")
    now = typed(jumping, YEAR, value="90")
    city = replace(CITY, library=library)
    assert checked(now, city=replace(city, counties={"140802": {other.address: other}})).findings == ()
    held = replace(city, counties={COUNTY.code: {last.address: last}})
    assert [f.kind for f in checked(now, city=held).findings] == ["change_within"]
    broken = (SeriesBreak(jumping.code, YEAR, "口径调整"),)
    assert [f.severity for f in checked(now, city=held, breaks=broken).findings if f.open] == []


def test_what_the_city_does_not_know_is_named_and_left() -> None:
    found = checked(
        Observation("county_only", YEAR, text="1", value=Decimal(1), status="value"),
        typed(COUNT, YEAR, "sex=female", value="3"),
        typed(COUNT, YEAR, value="9"),
    )
    assert [o.indicator for o in found.observations] == [COUNT.code]
    assert found.unknown == ("county_only", "shelter_count（sex=female）")


def test_figures_that_a_new_submission_no_longer_holds_go() -> None:
    news = (replace(typed(COUNT, YEAR, value="9"), region="140899"),)
    stored = [CellKey(COUNT.code, YEAR), CellKey(WATER.code, YEAR), CellKey(WATER.code, 2020)]
    kept, gone = replacing(stored, news, "140899", YEAR)
    assert kept == news[0]
    assert (gone.key(), gone.is_blank) == (("140899", WATER.code, YEAR, ""), True)
