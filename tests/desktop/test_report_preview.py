"""报表: the pages inside the window, walked by key; old ones told so; drafts, parts, and texts the clerk writes herself."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from helpers.desk_hand import CONTROL, Answers, Hand
from plandesk.desktop.reporting.edition import Edition
from plandesk.desktop.reporting.page import ReportsPage
from plandesk.desktop.reporting.papers import papers

KEYS = [paper.key for paper in papers()]
DOWN, PAGE_DOWN, PAGE_UP = Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp


def opened(hand: Hand, qtbot: QtBot) -> ReportsPage:
    """报表 with its first paper shown."""
    hand.program.window.show_page("reports")
    page = hand.program.window.page
    assert isinstance(page, ReportsPage)
    edition_of(page, qtbot)
    return page


def edition_of(page: ReportsPage, qtbot: QtBot) -> Edition:
    """The paper that is shown once what is chosen has been made."""
    from plandesk.desktop.reporting.edition import same_paper

    def there() -> None:
        edition = page.preview.edition
        assert edition is not None
        assert same_paper(edition.order, page.order())
        assert not page.preview.busy
        assert not page._later.isActive()

    qtbot.waitUntil(there, timeout=60000)
    assert page.preview.edition is not None
    return page.preview.edition


def text_of(edition: Edition) -> str:
    """Everything that stands on its pages."""
    return "\n".join(edition.pages.text(page) for page in range(len(edition.pages.sizes)))


def ink_on(page: ReportsPage, number: int) -> int:
    """How many dark points the view shows of that page."""
    view = page.preview.view
    place = view._places[number - 1].translated(0, -view.verticalScrollBar().value())
    picture = view.viewport().grab().toImage()
    inside = place.intersected(picture.rect()).adjusted(8, 8, -8, -8)
    points = (
        (x, y) for x in range(inside.left(), inside.right(), 2) for y in range(inside.top(), inside.bottom())
    )
    return sum(picture.pixelColor(x, y).lightness() < 100 for x, y in points)


def test_pages_are_drawn_and_turned_by_key(sample: Hand, qtbot: QtBot) -> None:
    page = opened(sample, qtbot)
    view = page.preview.view
    assert (view.page, view.zoom) == (1, "width")
    assert page.preview._where.text() == f"第1页，共{view.count}页"
    sample.key(PAGE_DOWN, times=5)
    assert view.page == 6
    qtbot.waitUntil(lambda: view.is_drawn(6), timeout=20000)
    assert ink_on(page, 6) > 500
    sample.key(PAGE_UP)
    assert view.page == 5
    view.setFocus()
    sample.key(Qt.Key.Key_End)
    assert view.page == view.count
    sample.key(Qt.Key.Key_Home)
    assert view.page == 1
    page.preview._on.click()
    assert view.page == 2
    assert len(view._pictures) < view.count


def test_a_heading_chosen_is_gone_to_and_follows_the_pages(sample: Hand, qtbot: QtBot) -> None:
    page = opened(sample, qtbot)
    places, view = page.preview.places, page.preview.view
    names = [places.itemText(n).strip() for n in range(places.count())]
    three = next(n for n, name in enumerate(names) if name.startswith("三、"))
    places.setCurrentIndex(three)
    places.activated.emit(three)
    assert view.page == places.itemData(three) > 5
    assert names[three] in text_of(edition_of(page, qtbot)).split("\n")
    view.go_to(view.count)
    assert places.currentIndex() == places.count() - 1
    view.go_to(1)
    assert places.currentIndex() == 0


def test_zoom_by_key_keeps_the_place(sample: Hand, qtbot: QtBot) -> None:
    page = opened(sample, qtbot)
    view = page.preview.view
    view.go_to(7, 0.4)
    at = view.percent
    sample.key(Qt.Key.Key_Equal, CONTROL)
    assert view.page == 7
    assert view.percent > at
    assert page.preview.zooms.currentText() == f"{view.percent}%"
    assert view.horizontalScrollBar().maximum() > 0
    sample.key(Qt.Key.Key_Minus, CONTROL, times=2)
    assert view.percent < at + 1
    sample.key(Qt.Key.Key_0, CONTROL)
    assert (view.zoom, view.page) == ("width", 7)
    assert view.horizontalScrollBar().maximum() == 0
    page.preview.zooms.setCurrentIndex(0)
    page.preview.zooms.activated.emit(0)
    assert view._places[6].height() <= view.viewport().height()
    sample.key(Qt.Key.Key_F4)
    assert page.options.isHidden()
    assert not page.list.isHidden()
    sample.key(Qt.Key.Key_F4)
    assert page.options.isVisible()


def test_every_paper_that_can_be_made_is_shown(sample: Hand, qtbot: QtBot) -> None:
    page = opened(sample, qtbot)
    seen = {}
    for key in KEYS:
        assert page.paper.key == key
        if page._reason():
            qtbot.waitUntil(lambda: not page._later.isActive())
            assert page.preview.view.count == 0
        else:
            seen[key] = text_of(edition_of(page, qtbot))
        sample.key(DOWN)
    assert len({*seen.values()}) == len(KEYS) - 2
    assert "督办单" in seen["units"]
    assert all(len(text) > 60 for text in seen.values())


def test_pages_of_older_figures_say_so_and_are_made_anew_on_demand(sample: Hand, qtbot: QtBot) -> None:
    page = opened(sample, qtbot)
    first = edition_of(page, qtbot)
    assert not page.preview.is_old
    sample.stand_at("female_life_expectancy")
    sample.line("76.9")
    sample.program.window.show_page("reports")
    qtbot.waitUntil(lambda: page.preview.is_old)
    assert page.preview.edition is first
    assert page.preview._old.isVisible()
    sample.key(Qt.Key.Key_F5)
    second = edition_of(page, qtbot)
    assert not page.preview.is_old
    assert second.pdf != first.pdf


def test_another_view_of_the_same_figures_needs_no_asking(sample: Hand, qtbot: QtBot) -> None:
    page = opened(sample, qtbot)
    assert "草稿" not in edition_of(page, qtbot).pages.text(0)
    page.options.edition.draft.click()
    assert "草稿" in edition_of(page, qtbot).pages.text(0)
    page.options.edition.public.click()
    assert "公开版" in edition_of(page, qtbot).pages.text(0)
    whole = len(edition_of(page, qtbot).pages.sizes)
    page.options.contents._boxes["table"].click()
    short = edition_of(page, qtbot)
    assert len(short.pages.sizes) < whole
    assert all(width < height for width, height in short.pages.sizes)


def test_the_last_part_cannot_be_left_out(sample: Hand, qtbot: QtBot) -> None:
    page = opened(sample, qtbot)
    boxes = page.options.contents._boxes
    for box in boxes.values():
        box.click()
    assert sum(box.isChecked() for box in boxes.values()) == 1
    assert "签署" in text_of(edition_of(page, qtbot))


def test_while_errors_stand_there_is_only_a_draft(sample: Hand, qtbot: QtBot) -> None:
    sample.stand_at("female_hiv_infection_rate")
    sample.line("133x")
    page = opened(sample, qtbot)
    assert not page.options.edition.formal.isEnabled()
    assert page.options.edition.draft.isChecked()
    assert "草稿" in edition_of(page, qtbot).pages.text(0)
    assert page.options.edition.formal.toolTip()


def test_a_part_is_written_and_the_draft_brought_back_each_as_one_step(sample: Hand, qtbot: QtBot) -> None:
    page, desk = opened(sample, qtbot), sample.program.desk
    given = page.options.texts.texts[0]
    assert given.heading.endswith("存在问题")
    page.edit_text(given.key)
    assert sample.focus is page.editor.body
    assert page.editor.body.toPlainText() == given.draft
    sample.key(Qt.Key.Key_A, CONTROL)
    sample.compose(commit="乡镇卫生院产科医生只有两名。")
    steps = len(desk.file.history())
    sample.key(Qt.Key.Key_Return, CONTROL)
    assert len(desk.file.history()) == steps + 1
    assert sample.focus is page.list
    assert "乡镇卫生院产科医生只有两名。" in text_of(edition_of(page, qtbot)).replace("\n", "")
    changed = page.options.texts.texts[0]
    assert changed.edited
    page.edit_text(changed.key)
    assert page.editor.draft.isVisible()
    page.editor.again.click()
    assert len(desk.file.history()) == steps + 2
    assert "产科医生只有两名" not in text_of(edition_of(page, qtbot))
    assert not page.options.texts.texts[0].edited
    page.settle()
    sample.key(Qt.Key.Key_Z, CONTROL)
    assert "产科医生只有两名" in desk.snapshot.settings[given.key]


def test_a_written_part_asks_again_when_figures_change(sample: Hand, qtbot: QtBot) -> None:
    page = opened(sample, qtbot)
    page.edit_text(page.options.texts.texts[0].key)
    sample.key(Qt.Key.Key_A, CONTROL)
    sample.compose(commit="数据齐全。")
    sample.key(Qt.Key.Key_Return, CONTROL)
    edition_of(page, qtbot)
    sample.stand_at("female_life_expectancy")
    sample.line("78.9")
    sample.program.window.show_page("reports")
    sample.key(Qt.Key.Key_F5)
    edition_of(page, qtbot)
    given = page.options.texts.texts[0]
    assert given.stale
    page.edit_text(given.key)
    assert page.editor._stale.isVisible()
    page.editor.holds.click()
    edition_of(page, qtbot)
    assert not page.options.texts.texts[0].stale
    assert page.options.texts.texts[0].edited


def test_leaving_the_page_keeps_what_was_typed_and_esc_does_not(sample: Hand, qtbot: QtBot) -> None:
    page, desk = opened(sample, qtbot), sample.program.desk
    key = page.options.texts.texts[1].key
    page.edit_text(key)
    sample.text("x")
    sample.key(Qt.Key.Key_Escape)
    assert page._right.currentWidget() is page.preview
    assert key not in desk.snapshot.settings
    page.edit_text(key)
    sample.text("y")
    sample.program.window.show_page("overview")
    assert desk.snapshot.settings[key].startswith("y")


def test_closing_the_file_leaves_no_page(sample: Hand, qtbot: QtBot) -> None:
    page = opened(sample, qtbot)
    pages = edition_of(page, qtbot).pages
    sample.program.window.close_file()
    assert page.preview.view.count == 0
    from plandesk.reports.page_pictures import ClosedError

    with pytest.raises(ClosedError):
        pages.text(0)


def test_paper_is_white_in_high_contrast_and_compact_shows_pages_by_key(
    sample: Hand, qtbot: QtBot, qapp: object
) -> None:
    from PySide6.QtWidgets import QApplication

    from plandesk.desktop.look.theme import read_theme

    assert isinstance(qapp, QApplication)
    page, look, plain = opened(sample, qtbot), sample.program.look, sample.program.look.theme
    look.use(read_theme("high_contrast"), qapp)
    assert page.options.look.isHidden()
    sample.program.window.resize(911, 512)
    page.options.look.click()
    view = page.preview.view
    assert view.isVisible()
    assert not page.list.isVisible()
    qtbot.waitUntil(lambda: view.is_drawn(1), timeout=20000)
    picture = view.viewport().grab().toImage()
    middle = view._places[0].center().x()
    assert picture.pixelColor(middle, 30) == QColor("white")
    assert picture.pixelColor(2, 30) == QColor("black")
    sample.key(Qt.Key.Key_F4)
    assert page.list.isVisible()
    look.use(plain, qapp)


def test_a_paper_made_while_pages_are_being_made_is_whole(
    sample: Hand, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    page = opened(sample, qtbot)
    edition = edition_of(page, qtbot)
    target = tmp_path / "报告.pdf"
    answers.paths.append(target)
    page.set_again()
    with qtbot.waitSignal(page.work.busy_changed, timeout=60000, check_params_cb=lambda busy: not busy):
        page.make_pdf()
    assert target.read_bytes() == edition.pdf


def test_the_pc_s_official_fonts_are_offered_where_they_are(
    sample: Hand, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    from plandesk.desktop.reporting import choices
    from plandesk.shipped import shipped_dir

    assert choices.EditionChoice().fonts.isHidden()
    shutil.copyfile(shipped_dir("resources") / "fonts" / "PlandeskKai-Regular.ttf", tmp_path / "simfang.ttf")
    monkeypatch.setattr(choices, "pc_font_folder", lambda: tmp_path)
    page = opened(sample, qtbot)
    shipped = edition_of(page, qtbot).pdf
    assert page.options.edition.fonts.toolTip() == "simfang.ttf"
    page.options.edition.fonts.click()
    official = edition_of(page, qtbot)
    assert official.order.wishes.pc_fonts == tmp_path
    assert official.pdf != shipped
