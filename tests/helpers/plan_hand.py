"""The hand at the plan's editor: a page opened, a form walked through by Tab, what the plan asks afterwards."""

from PySide6.QtCore import Qt

from helpers.desk_hand import CONTROL, Hand
from plandesk.core.entry_sheet import plan_indicators
from plandesk.core.plan import Target
from plandesk.core.plan_years import plan_in_year
from plandesk.desktop.look.boxes import CalmBox
from plandesk.desktop.plans.page import PlansPage

Key = Qt.Key
WHY = "zheng fa 2024 hao"


def plans(hand: Hand, plan: str = "yongji_women") -> PlansPage:
    """规划指标 of a plan."""
    hand.program.window.choose(plan, hand.program.desk.year)
    hand.program.window.show_page("plans")
    page = hand.program.window.page_of("plans")
    assert isinstance(page, PlansPage)
    return page


def fill(hand: Hand, page: PlansPage, **wanted: str) -> None:
    """Walk through the form with Tab and put what is wanted into each field, then save."""
    form = page.tab.editor
    left = dict(wanted)
    for _ in range(40):
        key = next((k for k, w in form.inputs.items() if w.hasFocus() or w.isAncestorOf(hand.focus) or w.focusProxy() is hand.focus), "")  # fmt: skip
        if key in left:
            put(hand, form.inputs[key], left.pop(key))
        if not left:
            break
        hand.key(Key.Key_Tab)
    assert not left, f"no such field: {left}"
    form.settle()
    assert form.keep.isEnabled(), form._note.text()
    hand.key(Key.Key_Return, CONTROL)


def put(hand: Hand, widget: object, text: str) -> None:
    """Type or choose in one field."""
    if isinstance(widget, CalmBox):
        for _ in range(widget.count()):
            if widget.currentData() == text:
                return
            hand.key(Key.Key_Down)
        hand.key(Key.Key_Home)
        while widget.currentData() != text:
            at = widget.currentIndex()
            hand.key(Key.Key_Down)
            assert widget.currentIndex() != at, f"{text} is not offered"
        return
    if text == " ":
        hand.key(Key.Key_Space)
        return
    hand.key(Key.Key_A, CONTROL)
    if text.isascii():
        hand.text(text)
    else:
        hand.compose(commit=text)
    if hasattr(widget, "codes"):
        hand.key(Key.Key_Return)


def targets_of(hand: Hand, code: str) -> list[Target]:
    """An indicator's targets."""
    return [p.target for p in hand.program.desk.plan.placed_targets() if p.target.indicator == code]


def codes(hand: Hand, year: int) -> tuple[str, ...]:
    """The indicators the plan has in a year."""
    desk = hand.program.desk
    return plan_indicators(plan_in_year(desk.plan, year), desk.snapshot.library)
