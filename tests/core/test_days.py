"""Days as clerks write them, as the file keeps them, as sentences say them."""

from datetime import date

import pytest

from plandesk.core.days import day_words, read_day


@pytest.mark.parametrize(
    "text",
    ["2025-06-30", "2025-6-30", "2025年6月30日", "2025.6.30", "2025/06/30", "20250630", " 2025-06-30 "],
)
def test_a_day_is_read(text: str) -> None:
    assert read_day(text) == date(2025, 6, 30)


@pytest.mark.parametrize("text", ["", "六月底", "2025-06", "2025-02-30", "30.6.2025", "25-6-30", "2025063"])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(ValueError, match=r"day|month"):
        read_day(text)


def test_in_words() -> None:
    assert day_words("2025-06-30") == "2025年6月30日"
    assert day_words("年底前") == "年底前"
