"""What a straight line may lead to: no share past its whole, no rate below nothing."""

from decimal import Decimal

import pytest

from plandesk.core.figures import possible
from plandesk.store.shelf import load_library


@pytest.mark.parametrize(
    ("code", "value", "can_be"),
    [
        ("maternal_mortality_ratio", "-10.4", False),
        ("maternal_mortality_ratio", "0", True),
        ("maternal_mortality_ratio", "42", True),
        ("cervical_cancer_screening_rate", "100.2", False),
        ("cervical_cancer_screening_rate", "100", True),
    ],
)
def test_what_an_indicator_can_be(code: str, value: str, can_be: bool) -> None:
    assert possible(Decimal(value), load_library().by_code[code]) is can_be
