"""填报表: one geometry, blank or filled; everything a unit has to report, nothing already on the blank one."""

from helpers.papers_case import case, made, usual
from helpers.report_case import MONTH, YEAR, filled, put, words
from plandesk.core.entry_sheet import plan_indicators
from plandesk.core.papers.entry_forms import blank_forms, filled_forms
from plandesk.core.records import Observation
from plandesk.core.report_model import Heading, Report, Row, Table

TAP = "rural_tap_water_coverage"


def blank(packs: tuple[str, ...] = ("yongji_women",)) -> Report:
    given = usual("forms", *packs)
    return blank_forms(given.snapshot, given.evaluations, given.findings, words(), month=MONTH)


def done(packs: tuple[str, ...] = ("yongji_women",)) -> Report:
    given = usual("forms", *packs)
    return filled_forms(given.snapshot, given.evaluations, given.findings, words(), month=MONTH)


def rows(table: Table) -> list[Row]:
    return list(table.rows())


def test_blank_and_filled_have_one_geometry() -> None:
    for empty, full in zip(blank().tables(), done().tables(), strict=True):
        assert empty.columns == full.columns
        assert (empty.row_height, empty.ruled) == (8, True)
        assert [r.cells[:5] for r in rows(empty)] == [r.cells[:5] for r in rows(full)]


def test_the_blank_one_holds_no_figure_of_the_year() -> None:
    for table in blank().tables():
        for row in table.rows():
            assert all(cell in ("", "×") for cell in row.cells[5:])


def test_the_filled_one_holds_every_figure_and_part() -> None:
    given = usual("forms")
    shown = {row.cells[1]: row.cells for table in done().tables() for row in table.rows()}
    for code in plan_indicators(given.snapshot.plans[0], given.snapshot.library):
        found, indicator = given.snapshot.observation(code, YEAR), given.snapshot.indicator(code)
        cells = shown[indicator.name]
        assert found is not None
        if found.status == "not_published":
            assert cells[8] == "未公布"
        elif found.numerator is not None:
            assert cells[5:7] == (str(found.numerator), str(found.denominator))
        else:
            assert cells[5:7] == ("×", "×")
            assert cells[7].rstrip("0").rstrip(".") == str(found.value).rstrip("0").rstrip(".")


def test_last_years_figure_stands_beside_it() -> None:
    given = usual("forms")
    found = given.snapshot.observation(TAP, YEAR - 1)
    row = next(r for t in blank().tables() for r in t.rows() if r.cells[1] == "农村自来水普及率")
    assert found is not None
    assert row.cells[4] == str(found.value)


def test_both_is_blank_then_filled() -> None:
    report = made("forms", usual("forms"))
    outlines = [e.outline for e in report.elements() if isinstance(e, Heading)]
    half = len(outlines) // 2
    assert all(text.startswith("空白") for text in outlines[:half])
    assert [t.removeprefix("空白") for t in outlines[:half]] == [
        t.removeprefix("已填") for t in outlines[half:]
    ]


def test_what_cannot_be_read_is_printed_as_typed_and_notes_are_kept() -> None:
    odd = Observation(TAP, YEAR, text="约九成", status="value", note="待核", origin="typed")
    given = case(put(filled("yongji_women"), odd))
    report = filled_forms(given.snapshot, given.evaluations, given.findings, words(), month=MONTH)
    row = next(r for t in report.tables() for r in t.rows() if r.cells[1] == "农村自来水普及率")
    assert (row.cells[7], row.cells[9]) == ("约九成", "待核")


def test_forms_have_no_page_number_and_never_a_licence_number() -> None:
    report = blank()
    assert all(chapter.form and chapter.turned for chapter in report.chapters)
    assert "批准文号" not in repr(report)
