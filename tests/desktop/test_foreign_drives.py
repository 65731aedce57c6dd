"""A data file on a stick or a network drive is opened with a word of what to mind there."""

from helpers.desk_hand import Hand
from plandesk.desktop.frame.errands import tell_of_place


def test_stick_is_told_of(blank: Hand) -> None:
    window = blank.program.window
    tell_of_place(window, lambda path: "removable")
    assert "移动盘" in window.notice.sentence
    assert "安全删除硬件" in window.notice.sentence


def test_network_drive_is_told_of(blank: Hand) -> None:
    window = blank.program.window
    tell_of_place(window, lambda path: "network")
    assert "网络盘" in window.notice.sentence


def test_own_disk_is_no_news(blank: Hand) -> None:
    window = blank.program.window
    tell_of_place(window, lambda path: "own")
    assert window.notice.sentence == ""
