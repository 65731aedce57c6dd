"""National figures and targets speak of indicators the library knows, within what those indicators can be."""

from plandesk.core.indicator import Library
from plandesk.store.national import load_national, load_national_targets
from plandesk.store.shelf import load_library


def within_limits(library: Library, code: str, value: object) -> bool:
    low, high = library[code].limits
    return (low is None or low <= value) and (high is None or value <= high)  # type: ignore[operator]


def test_figures_belong_to_known_indicators() -> None:
    library, series = load_library(), load_national()
    assert len(series) >= 15
    for code, figures in series.items():
        assert [f.year for f in figures] == sorted({f.year for f in figures}), code
        assert all(within_limits(library, code, f.value) and f.source for f in figures), code


def test_targets_belong_to_known_indicators_and_point_their_way() -> None:
    library, targets = load_library(), load_national_targets()
    assert targets["maternal_mortality_ratio"].value == 12
    for code, target in targets.items():
        assert within_limits(library, code, target.value), code
        assert (
            target.op in {"higher": (">=", "≈"), "lower": ("<=",), "neither": ("≈",)}[library[code].better]
        ), code
