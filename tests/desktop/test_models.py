"""Every table model under Qt's own model tester: what it warns of fails the test (qt_log_level_fail)."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from helpers.desk_hand import ALT, CONTROL, Hand
from plandesk.desktop.look.table import DeskTable, LookModel


def models_of(hand: Hand) -> dict[str, LookModel]:
    """Every model a table of the window shows."""
    found: dict[str, LookModel] = {}
    for table in hand.program.window.findChildren(DeskTable):
        model = table.model()
        if isinstance(model, LookModel):
            found[table.accessibleName() or table.objectName()] = model
    return found


def test_the_grid_s_model_keeps_the_rules_while_typed_filtered_folded(sample: Hand) -> None:
    model = sample.entry.model
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(model, mode, model)
    assert tester is not None
    sample.stand_at("maternal_mortality_ratio")
    sample.key(Qt.Key.Key_Down, ALT)
    sample.line("3")
    sample.key(Qt.Key.Key_3, ALT)
    sample.key(Qt.Key.Key_1, ALT)
    sample.key(Qt.Key.Key_F9)
    sample.key(Qt.Key.Key_PageDown, CONTROL)
    sample.key(Qt.Key.Key_Z, CONTROL)
    assert model.rowCount() > 0


def test_the_models_of_every_page_keep_the_rules(sample: Hand) -> None:
    window = sample.program.window
    for page in ("overview", "checks", "judging", "reports", "exchange", "plans", "settings"):
        window.show_page(page)
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    testers = [QAbstractItemModelTester(model, mode, model) for model in models_of(sample).values()]
    assert len(testers) > 8
    for page in ("overview", "checks", "judging", "exchange", "plans", "entry"):
        window.show_page(page)
        window.choose("yongji_children", 2023)
        window.choose("yongji_women", 2024)


def test_every_cell_has_words_for_a_screen_reader(sample: Hand) -> None:
    model = sample.entry.model
    row = model.row_of(sample.entry.model.key_at(2))  # type: ignore[arg-type]
    assert row is not None
    sample.stand_at("maternal_mortality_ratio")
    index = model.index(sample.entry.grid.current_row(), model.column_of["value"])
    spoken = model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("孕产妇死亡率，本年，")
    assert "/10万" in spoken
