"""Totals that follow from breakdown cells."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Self

from helpers.checking_case import (
    FINDING_WORDS,
    REGION,
    YEAR,
    Desk,
    count_table,
    plan_of,
    rate_table,
    share_table,
)
from plandesk.core.entry import Field, type_into
from plandesk.core.records import CellKey, Explanation, Observation, Town
from plandesk.core.totals import with_totals
from plandesk.store.plan_file import PlanFile

TABLES = (
    rate_table(breakdowns=["sex", "area"]),
    count_table(breakdowns=["sex"]),
    count_table("wage", "平均工资", kind="mean", aggregate="none", breakdowns=["sex"], unit="元"),
    share_table("clinics", "设有卫生室的村占比", breakdowns=["town"]),
    count_table("schools", "学校数", unit="所"),
)


class Book(Desk):
    """Writes as a data file does: what follows from a figure is written with it."""

    def __init__(self) -> None:
        super().__init__(*TABLES)

    def type(
        self,
        code: str,
        text: str,
        field: Field = "value",
        cell: str = "",
        year: int = YEAR,
        origin: str = "typed",
    ) -> Self:
        key = CellKey(code, year, cell)
        typed = type_into(self.observations.get(key), key, field, text, self.library[code], origin)
        for record in with_totals(self.snapshot, [typed]):
            assert isinstance(record, Observation)
            if record.is_blank:
                self.observations.pop(record.address, None)
            else:
                self.observations[record.address] = record
        return self

    def total(self, code: str) -> Any:
        """Numerator, denominator, value, status and origin of the total; None where nothing stands there."""
        found = self.observations.get(CellKey(code, YEAR))
        return found and (found.numerator, found.denominator, found.value, found.status, found.origin)


def test_a_total_is_added_up_as_soon_as_every_cell_is_given() -> None:
    book = Book().type("doctors", "5", cell="sex=female")
    assert book.total("doctors") is None
    book.type("doctors", "7", cell="sex=male")
    assert book.total("doctors") == (None, None, Decimal(12), "value", "computed")
    book.type("doctors", "1", cell="sex=unknown")
    assert book.total("doctors")[2] == 13
    book.type("doctors", "abc", cell="sex=male")
    assert book.total("doctors") is None


def test_a_rate_is_made_of_its_summed_parts() -> None:
    book = Book().parts("maternal", "1", "1000", "area=urban").parts("maternal", "2", "1400", "area=rural")
    assert book.total("maternal") == (3, 2400, Decimal("125.00"), "value", "computed")
    book.parts("maternal", "0", "0", "area=urban").parts("maternal", "0", "0", "area=rural")
    assert book.total("maternal") == (0, 0, None, "no_case", "computed")


def test_typed_totals_and_status_words_are_never_touched() -> None:
    book = (
        Book()
        .type("doctors", "13")
        .type("doctors", "5", cell="sex=female")
        .type("doctors", "7", cell="sex=male")
    )
    assert book.total("doctors") == (None, None, Decimal(13), "value", "typed")
    book.type("doctors", "未统计").type("doctors", "8", cell="sex=male")
    assert book.total("doctors")[3:] == ("not_collected", "typed")
    book.type("doctors", "")
    assert book.total("doctors") == (None, None, Decimal(13), "value", "computed")


def test_what_was_added_up_gives_way_to_what_is_typed() -> None:
    book = Book().parts("maternal", "1", "1000", "area=urban").parts("maternal", "2", "1400", "area=rural")
    book.type("maternal", "4", "numerator")
    assert book.total("maternal") == (4, None, None, "value", "typed")
    book.type("maternal", "2400", "denominator")
    assert [f.rule for f in book.check()] == ["maternal.sum_equals.area.numerator"]


def test_the_same_figure_typed_over_a_computed_one_changes_nothing() -> None:
    book = Book().parts("maternal", "1", "1000", "area=urban").parts("maternal", "2", "1400", "area=rural")
    before = book.observations[CellKey("maternal", YEAR)]
    book.type("maternal", "125").type("maternal", "3", "numerator").type("maternal", "")
    assert book.observations[CellKey("maternal", YEAR)] == before
    book.type("maternal", "12,6")
    assert book.total("maternal") == (None, None, None, "value", "typed")
    book.type("maternal", "126")
    assert book.total("maternal") == (None, None, Decimal(126), "value", "typed")


def test_a_note_stays_with_the_total() -> None:
    book = Book().type("doctors", "待核", "note").type("doctors", "5", cell="sex=female")
    book.type("doctors", "7", cell="sex=male")
    assert book.observations[CellKey("doctors", YEAR)].note == "待核"
    book.type("doctors", "初步数", "note")
    assert book.total("doctors") == (None, None, Decimal(12), "value", "computed")
    book.type("doctors", "", cell="sex=male")
    assert book.observations[CellKey("doctors", YEAR)].note == "初步数"
    assert book.total("doctors")[2:4] == (None, "")


def test_averages_are_not_added_up() -> None:
    book = Book().type("wage", "5000", cell="sex=female").type("wage", "6000", cell="sex=male")
    assert book.total("wage") is None


def test_townships_add_up_when_all_are_given() -> None:
    book = Book().parts("clinics", "9", "10", "town=甲镇").parts("clinics", "18", "20", "town=乙镇")
    assert book.total("clinics") is None
    book.towns = (Town("甲镇"), Town("乙镇"))
    book.parts("clinics", "19", "20", "town=乙镇")
    assert book.total("clinics")[:3] == (28, 30, Decimal("93.33"))


def test_what_is_no_figure_of_this_region_passes_through() -> None:
    book = Book()
    other = Observation("doctors", YEAR, "sex=male", region="140800", value=Decimal(3), status="value")
    records = [
        Explanation("doctors.range", "doctors", YEAR, text="……"),
        other,
        Observation("gone", YEAR, "sex=male"),
    ]
    assert with_totals(book.snapshot, records) == tuple(records)


def test_several_cells_in_one_step() -> None:
    book = Book()
    women, men = (
        Observation("doctors", YEAR, cell, text=text, value=Decimal(text), status="value", origin="import")
        for cell, text in (("sex=female", "5"), ("sex=male", "7"))
    )
    total = with_totals(book.snapshot, [women, men])[-1]
    assert isinstance(total, Observation)
    assert (total.cell, total.value, total.origin) == ("", Decimal(12), "computed")


def test_a_data_file_keeps_totals_in_the_same_step(tmp_path: Path) -> None:
    book = Book()
    made = PlanFile.create(
        tmp_path / "sample.plandesk", region=REGION, plans=(plan_of("doctors"),), library=book.library,
        by="王芳", words=FINDING_WORDS, now=lambda: datetime(2025, 3, 3, tzinfo=UTC),
    )  # fmt: skip
    with made as file:
        book.type("doctors", "5", cell="sex=female").type("doctors", "7", cell="sex=male")
        cells = [o for key, o in book.observations.items() if key.cell]
        changed = file.record(cells, origin="typed", label="录入")
        assert len(changed.changes) == 3
        total = file.snapshot().observation("doctors", YEAR)
        assert total is not None
        assert (total.value, total.origin) == (Decimal(12), "computed")
        assert file.verify() == ()
