"""Opening a file does not search memory for cycles; closing it gives back what was set aside."""

import gc

import pytest

from helpers.desk_hand import Hand
from plandesk.desktop.memory import let_go, making_what_stays


def test_no_search_while_what_stays_is_made() -> None:
    searches: list[str] = []
    gc.callbacks.append(lambda phase, _: searches.append(phase))
    try:
        with making_what_stays():
            made = [[number] for number in range(50_000)]
        assert not searches
        assert len(made) == 50_000
        assert gc.isenabled()
        assert gc.get_freeze_count() > 50_000
    finally:
        gc.callbacks.pop()
        let_go()
    assert gc.get_freeze_count() == 0


def test_a_fault_inside_leaves_the_search_on() -> None:
    with pytest.raises(ValueError, match="x"), making_what_stays():
        raise ValueError("x")
    assert gc.isenabled()
    let_go()


def test_a_closed_file_is_let_go(sample: Hand) -> None:
    assert gc.get_freeze_count() > 0
    sample.program.window.close_file()
    assert gc.get_freeze_count() == 0
    assert gc.isenabled()
