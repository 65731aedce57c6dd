"""采集上报 at a city: counties' files read in by key, each with its state in words, totals, receipts; bad files in place."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from helpers.county_folder import folder_of, made_county, send
from helpers.desk_hand import ALT, CONTROL, MORNING, Answers, Hand
from plandesk.core.plan import Plan, Region
from plandesk.core.records import YearState
from plandesk.desktop.app import Program
from plandesk.desktop.counties.page import CityExchangePage
from plandesk.desktop.counties.view import CountiesView
from plandesk.desktop.exchange.page import ExchangePage
from plandesk.exchange.receipts import read_receipt
from plandesk.store.plan_file import PlanFile
from plandesk.store.shelf import load_pack

KEY = Qt.Key


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three counties' submissions of 2024 and one that is no workbook."""
    made = folder_of(tmp_path_factory.mktemp("counties") / "上报", 3)
    (made / "坏的.xlsx").write_bytes(b"only words")
    return made


@pytest.fixture
def city_file(program: Program, tmp_path: Path) -> Callable[..., Path]:
    """Makes 运城市's data file with those plans."""

    def make(*plans: Plan) -> Path:
        desk, path = program.desk, tmp_path / f"运城市{len(plans)}.plandesk"
        PlanFile.create(
            path, region=Region("运城市", "140800", "prefecture"), plans=list(plans), library=desk.library(),
            by="王芳", words=desk.words, now=lambda: MORNING,
        ).close()  # fmt: skip
        return path

    return make


@pytest.fixture
def city(program: Program, city_file: Callable[..., Path]) -> Hand:
    """A clerk of 运城市 in front of a file without a plan, 2024."""
    program.window.open_path(city_file())
    return Hand(program)


def view_of(hand: Hand) -> CountiesView:
    """采集上报, as it stands."""
    page = hand.program.window.page
    assert isinstance(page, CityExchangePage)
    return page.counties


def rows(view: CountiesView) -> list[list[str]]:
    """The board, as text."""
    return [[view.board.look_at(r, c).text for c in range(7)] for r in range(view.board.rowCount())]


def wait(qtbot: QtBot, view: CountiesView, act: Callable[[], object]) -> None:
    """Do ``act`` and wait until the work it starts is done."""
    with qtbot.waitSignal(view.work.busy_changed, timeout=60000, check_params_cb=lambda busy: not busy):
        act()


def read(hand: Hand, qtbot: QtBot, answers: Answers, *paths: Path) -> CountiesView:
    """Ctrl+I and choose those files."""
    view = view_of(hand)
    answers.paths += list(paths)
    wait(qtbot, view, lambda: hand.key(KEY.Key_I, CONTROL))
    return view


def test_a_city_without_a_plan_opens_on_its_counties(city: Hand) -> None:
    window = city.program.window
    assert window.page_key == "exchange"
    view = view_of(city)
    assert view._summary.text() == "2024年还没有读入县区的上报文件。"
    assert not view.answer.isEnabled()
    assert view._why.text() == "读入上报文件后可以写回执。"
    city.key(KEY.Key_2, CONTROL)
    assert window.page_key == "exchange"
    assert "这个文件没有规划" in city.status
    city.program.menus.actions["annual"].trigger()
    city.program.menus.actions["tables"].trigger()
    assert window.page_key == "exchange"
    assert not window.rail._buttons["entry"].isEnabled()
    city.key(KEY.Key_8, CONTROL)
    assert window.page_key == "settings"


def test_files_are_read_and_listed_with_state_and_reason(
    city: Hand, qtbot: QtBot, answers: Answers, folder: Path
) -> None:
    view = read(city, qtbot, answers, *sorted(folder.glob("*.xlsx")))
    shown = rows(view)
    assert [line[1] for line in shown] == ["140801", "140802", "140803", ""]
    assert all(line[2] in ("已接收", "已接收，有疑问") for line in shown[:3])
    assert shown[3][2] == "退回"
    assert shown[3][5] == "坏的.xlsx"
    assert "坏的.xlsx" in shown[3][6]
    assert view.work.sentence == "读4份，收3份，没有收1份。"
    assert view._summary.text() == "3个县区，已收3，没收0"
    signs = {view.board.look_at(r, 2).text: view.board.look_at(r, 2).sign for r in range(4)}
    assert len({*signs.values()}) == len(signs)
    city.key(KEY.Key_Down, times=3)
    assert "坏的.xlsx" in view._reason.text()
    assert set(city.program.desk.snapshot.counties) == {"140801", "140802", "140803"}


def test_the_totals_name_who_is_missing_and_undo_takes_all_back(
    city: Hand, qtbot: QtBot, answers: Answers, folder: Path, tmp_path: Path
) -> None:
    changed = shutil.copy(folder / "140803.xlsx", tmp_path / "140803.xlsx")
    _spoil(changed)
    view = read(city, qtbot, answers, folder / "140801.xlsx", folder / "140802.xlsx", changed)
    assert [line[2] for line in rows(view)][2] == "退回"
    city.key(KEY.Key_2, ALT)
    assert city.focus is view.total_table
    first = [view.totals.look_at(0, c).text for c in range(7)]
    held = city.program.desk.snapshot.counties
    one = view.totals.stands_for(0)
    observations = [held[code][one.address] for code in one.total.regions]  # type: ignore[attr-defined]
    assert first[3] == str(sum(o.numerator or 0 for o in observations))
    assert first[5] == str(len(observations))
    assert "示范140803县" in first[6]
    city.key(KEY.Key_1, ALT)
    assert city.focus is view.table
    city.key(KEY.Key_Z, CONTROL)
    assert not city.program.desk.snapshot.counties
    assert [line[2] for line in rows(view)] == ["未收", "未收", "退回"]
    folder_ = tmp_path / "回执"
    answers.paths.append(folder_)
    wait(qtbot, view, view.answer.click)
    assert [p.name for p in folder_.iterdir()] == ["回执140803_2024年.xlsx"], (
        "what was taken back is not answered"
    )


def _spoil(path: Path) -> None:
    """A figure overwritten in Excel after the export."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    sheet = book.worksheets[1]
    cell = next(
        c for row in sheet.iter_rows(min_row=6, min_col=4) for c in row if isinstance(c.value, (int, float))
    )
    cell.value += 1
    book.save(path)


def test_a_folder_is_read_and_answered_with_receipts(
    city: Hand, qtbot: QtBot, answers: Answers, folder: Path, tmp_path: Path
) -> None:
    view = view_of(city)
    answers.paths += [folder, tmp_path / "回执"]
    wait(qtbot, view, view.read_all.click)
    wait(qtbot, view, view.answer.click)
    receipts = {r.region: r for p in (tmp_path / "回执").glob("*.xlsx") for r in [read_receipt(p)]}
    assert set(receipts) == {"140801", "140802", "140803"}
    words = city.program.desk.words
    said = {line[1]: line[2] for line in rows(view)}
    assert all(words.say(f"rollup.state.{r.state}") == said[code] for code, r in receipts.items())
    view.work._folder.click()
    assert answers.shown == [tmp_path / "回执"]


def test_a_correction_replaces_and_an_older_file_is_told_apart(
    city: Hand, qtbot: QtBot, answers: Answers, folder: Path, tmp_path: Path
) -> None:
    county = made_county("140801", 9)
    corrected = replace(county, years={2024: YearState(2024, "sent", corrections=1)})
    view = read(city, qtbot, answers, send(corrected, tmp_path / "更正.xlsx"))
    assert rows(view)[0][3] == "第1次"
    read(city, qtbot, answers, folder / "140801.xlsx")
    shown = rows(view)
    assert [line[2] for line in shown][1:] == ["已有另一份"]
    assert "已收更正第1次" in shown[1][6]


def test_what_the_file_holds_is_shown_again_after_it_is_reopened(
    city: Hand, qtbot: QtBot, answers: Answers, folder: Path, city_file: Callable[..., Path]
) -> None:
    view = read(city, qtbot, answers, folder / "140802.xlsx")
    window, path = city.program.window, city.program.desk.file.path
    assert view.answer.isEnabled()
    window.open_path(city_file(load_pack("yongji_women")))
    window.show_page("exchange")
    assert not rows(view)
    window.open_path(path)
    assert [line[:2] for line in rows(view)] == [["示范140802县", "140802"]]
    assert not view.answer.isEnabled()
    window.choose("", 2023)
    assert [line[2] for line in rows(view)] == ["未收"]


def test_stopping_takes_nothing_in(
    city: Hand, qtbot: QtBot, answers: Answers, folder: Path
) -> None:  # fmt: skip
    view = view_of(city)
    answers.paths.append(folder)

    def start_and_stop() -> None:
        view.read_all.click()
        city.key(KEY.Key_Escape)

    wait(qtbot, view, start_and_stop)
    assert view.work.sentence == "已停止，没有留下半成品。"
    assert not city.program.desk.snapshot.counties
    assert not rows(view)


def test_a_city_with_a_plan_has_its_own_units_too_and_a_county_s_file_its_own_page(
    program: Program, city_file: Callable[..., Path], sample_file: Path
) -> None:
    hand, window = Hand(program), program.window
    window.open_path(sample_file)
    window.show_page("exchange")
    assert isinstance(window.page, ExchangePage)
    window.open_path(city_file(load_pack("yongji_women")))
    window.show_page("exchange")
    page = window.page
    assert isinstance(page, CityExchangePage)
    hand.key(KEY.Key_3, ALT)
    assert hand.focus is page.own.table
    assert page.own.board.rowCount() > 1
    hand.key(KEY.Key_1, ALT)
    assert hand.focus is page.counties.table
    window.open_path(sample_file)
    window.show_page("exchange")
    assert isinstance(window.page, ExchangePage)
    assert window.page is not page.own
