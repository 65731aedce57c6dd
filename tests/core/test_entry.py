"""Typing into cells."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.checking_case import count_table, indicator_of, rate_table, share_table
from plandesk.core.entry import FIGURE_FIELDS, Field, set_status, status_of, type_into
from plandesk.core.figures import exact
from plandesk.core.indicator import Indicator
from plandesk.core.quantity import rounded
from plandesk.core.records import NO_FIGURE, STATUS_WORDS, CellKey, Observation

SHARE = indicator_of(share_table())
RATE = indicator_of(rate_table())
COUNT = indicator_of(count_table())
TEN_THOUSANDS = indicator_of(count_table("jobs", "新增就业人数", unit="万人", decimals=2))


def key_of(indicator: Indicator) -> CellKey:
    return CellKey(indicator.code, 2024)


def typed(indicator: Indicator, *steps: tuple[Field, str], start: Observation | None = None) -> Observation:
    now = start
    for field, text in steps:
        now = type_into(now, key_of(indicator), field, text, indicator, "typed")
    assert now is not None
    return now


def test_a_figure_is_kept_as_typed_and_read() -> None:
    now = typed(SHARE, ("value", " 95.456% "))
    assert (now.text, now.value, now.status, now.origin) == ("95.456%", Decimal("95.456"), "value", "typed")


def test_a_typed_zero_is_a_value() -> None:
    now = typed(COUNT, ("value", "0"))
    assert (now.value, now.status) == (Decimal(0), "value")


@pytest.mark.parametrize(
    ("indicator", "field", "text", "figure"),
    [
        (SHARE, "value", "95％", "95"),
        (SHARE, "value", "5‰", None),
        (RATE, "value", "12.5/10万", "12.5"),
        (RATE, "value", "12.5%", None),
        (RATE, "numerator", "3人", "3"),
        (RATE, "numerator", "3%", None),
        (RATE, "denominator", "1.2万", "12000"),
        (RATE, "denominator", "1.2万人", "12000"),
        (COUNT, "value", "1.2万", "12000"),
        (COUNT, "value", "1.2万人", "12000"),
        (COUNT, "value", "12人", "12"),
        (COUNT, "value", "12所", None),
        (TEN_THOUSANDS, "value", "3.5", "3.5"),
        (TEN_THOUSANDS, "value", "3.5万", "3.5"),
        (TEN_THOUSANDS, "value", "3.5万人", "3.5"),
        (TEN_THOUSANDS, "value", "35000人", None),
        (TEN_THOUSANDS, "value", "3亿", None),
        (COUNT, "value", "12,5", None),
        (COUNT, "value", "-1", "-1"),
        (COUNT, "value", "－2", "-2"),
        (SHARE, "value", "1 234", "1234"),
    ],
)
def test_units_behind_figures(indicator: Indicator, field: Field, text: str, figure: str | None) -> None:
    now = typed(indicator, (field, text))
    assert getattr(now, field) == (None if figure is None else Decimal(figure))
    assert now.status == "value"


def test_an_unreadable_text_stays() -> None:
    now = typed(RATE, ("numerator", "12,5"), ("denominator", "2400"))
    assert (now.numerator_text, now.numerator, now.value, now.status) == ("12,5", None, None, "value")


def test_the_value_follows_from_its_parts() -> None:
    now = typed(RATE, ("numerator", "3"), ("denominator", "2400"))
    assert (now.text, now.value) == ("", Decimal("125.00"))
    assert typed(RATE, ("numerator", "1"), ("denominator", "3001")).value == Decimal("33.32")


def test_parts_give_nothing_where_the_indicator_has_none() -> None:
    assert typed(COUNT, ("numerator", "3"), ("denominator", "4")).value is None


def test_a_typed_rate_stands_beside_its_parts() -> None:
    now = typed(SHARE, ("numerator", "1"), ("denominator", "4"), ("value", "26"))
    assert (now.value, now.numerator, now.denominator) == (Decimal(26), Decimal(1), Decimal(4))
    assert typed(SHARE, ("value", ""), start=now).value == Decimal("25.00")


def test_nothing_over_nothing_is_no_case() -> None:
    now = typed(RATE, ("numerator", "0"), ("denominator", "0"))
    assert (now.status, now.value, now.numerator_text) == ("no_case", None, "0")
    assert typed(RATE, ("denominator", "2400"), start=now).value == Decimal("0.00")
    cleared = typed(RATE, ("denominator", ""), start=now)
    assert (cleared.status, cleared.value) == ("value", None)


def test_something_over_nothing_is_no_value() -> None:
    now = typed(RATE, ("numerator", "2"), ("denominator", "0"))
    assert (now.status, now.value) == ("value", None)


@pytest.mark.parametrize(
    ("text", "status"),
    [("未统计", "not_collected"), ("wgb", "not_published"), ("WDQ", "not_due"), (" bsy ", "not_applicable"),
     ("无病例", "no_case"), ("bm", "confidential")],
)  # fmt: skip
def test_status_words_and_their_initials(text: str, status: str) -> None:
    now = typed(RATE, ("numerator", "3"), ("denominator", "2400"), ("note", "初步数"), ("value", text))
    assert now.status == status
    assert (now.value, now.numerator, now.text, now.numerator_text, now.note) == (
        None,
        None,
        "",
        "",
        "初步数",
    )
    assert typed(RATE, ("value", "12"), start=now).status == "value"
    assert typed(RATE, ("value", ""), start=now).status == ""


def test_every_status_word_is_known() -> None:
    assert [status_of(word) for word in STATUS_WORDS.values()] == list(NO_FIGURE)
    assert status_of("统计") is None


def test_a_status_word_in_a_part_answers_for_the_cell() -> None:
    assert typed(RATE, ("numerator", "wtj")).status == "not_collected"


def test_blank_clears_and_is_not_zero() -> None:
    now = typed(COUNT, ("value", "12"), ("value", "  "))
    assert now.is_blank
    assert now.value is None


def test_typing_the_same_again_is_no_change() -> None:
    now = replace(typed(COUNT, ("value", "12")), origin="sample")
    assert type_into(now, key_of(COUNT), "value", "12 ", COUNT, "typed") is now
    assert set_status(now, key_of(COUNT), "not_due", "typed") != now
    word = set_status(now, key_of(COUNT), "not_due", "typed")
    assert set_status(word, key_of(COUNT), "not_due", "import") is word


def test_a_note_does_not_change_where_a_figure_came_from() -> None:
    sample = replace(typed(COUNT, ("value", "12")), origin="sample")
    assert type_into(sample, key_of(COUNT), "note", "待核", COUNT, "typed").origin == "sample"
    assert typed(COUNT, ("note", "待核")).origin == "typed"
    assert typed(COUNT, ("note", "待核")).status == ""


def test_a_status_must_be_a_word() -> None:
    with pytest.raises(ValueError, match="no status word"):
        set_status(None, key_of(COUNT), "value", "typed")


parts = st.integers(0, 10**7)


@given(parts, st.integers(1, 10**7))
def test_exact_and_rounded_agree(numerator: int, denominator: int) -> None:
    now = typed(RATE, ("numerator", str(numerator)), ("denominator", str(denominator)))
    assert exact(now, RATE) == Fraction(100_000 * numerator, denominator)
    assert now.value == rounded(Fraction(100_000 * numerator, denominator), 2)


steps = st.lists(
    st.tuples(
        st.sampled_from([*FIGURE_FIELDS, "note"]),
        st.sampled_from(["", "0", "12", "12.5", "95%", "12,5", "wtj", "无病例", "abc", "1,234", "－1"]),
    ),
    max_size=8,
)


@given(steps)
def test_any_typing_leaves_a_cell_that_holds_together(typing: list[tuple[Field, str]]) -> None:
    now = Observation(SHARE.code, 2024)
    for field, text in typing:
        now = type_into(now, key_of(SHARE), field, text, SHARE, "typed")
        figures = [now.text, now.numerator_text, now.denominator_text]
        if now.status == "value":
            assert any(figures)
        elif now.status == "no_case":
            assert figures in (["", "0", "0"], ["", "", ""])
        else:
            assert not any(figures)
        assert now.status == "value" or now.value is None
        assert (now.numerator is None) or now.numerator_text
        assert type_into(now, key_of(SHARE), "note", now.note, SHARE, "typed") is now


@pytest.mark.parametrize("text", ["-1", "－１", " -2 "])
def test_codes_of_the_mch_report_are_reasons_not_figures(text: str) -> None:
    of_the_report = replace(RATE, period_kind="mch_year")
    coded = type_into(None, key_of(RATE), "value", text, of_the_report, "typed")
    assert (coded.status, coded.value, coded.text) == ("not_collected", None, "")
    assert coded.note.startswith("妇幼年报缺失码-")
    elsewhere = type_into(None, key_of(RATE), "value", text, replace(RATE, period_kind="calendar"), "typed")
    assert elsewhere.value is not None
    assert elsewhere.value < 0


def test_a_code_of_the_mch_report_leaves_an_existing_note() -> None:
    of_the_report = replace(RATE, period_kind="mch_year")
    noted = type_into(None, key_of(RATE), "note", "已电话核实", of_the_report, "typed")
    assert type_into(noted, key_of(RATE), "numerator", "-1", of_the_report, "typed").note == "已电话核实"
