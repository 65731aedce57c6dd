"""Receipts to the counties: what the clerk reads, what the county's program reads."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from helpers.counties import CITY, change_cell, county, read, sent
from helpers.exchange_case import COUNT, SCREENING, YEAR, typed, words
from plandesk.core.problems import KnownProblem
from plandesk.exchange.receipts import Receipt, ReceiptTray, read_receipt

AT = datetime(2025, 4, 20, 10, 30)


def receipts(folder: Path, out: Path) -> dict[str, Path]:
    """The receipts of all the folder's regions, by code."""
    with ReceiptTray(out, words=words(), at=AT) as tray:
        for returned in read(folder):
            tray.put(returned, CITY)
        return {path.name[2:8]: path for path in tray.publish()}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "收"
    folder.mkdir()
    return folder


def texts(path: Path) -> list[str]:
    sheet = load_workbook(path)["回执"]
    return [str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None]


def test_a_sound_submission_is_receipted_as_accepted(inbox: Path, tmp_path: Path) -> None:
    sent(inbox, county("140801", corrections=1))
    (path,) = receipts(inbox, tmp_path / "回执").values()
    assert path.name == "回执140801_2024年.xlsx"
    found = read_receipt(path)
    digest = found.digest
    assert len(digest) == 64
    assert found == Receipt(
        "140801", "140801县", "示范市", "140800", YEAR, 1, digest, "accepted", "", "2025-04-20T10:30:00", ()
    )
    said = texts(path)
    for text in ("2024年度统计监测数据上报表回执", "收件单位：140801县（140801）", "接收单位：示范市", "已接收", "第2次（更正1次）",
                 "2025年4月20日 10:30", "没有需要核对的数据。", "140801.xlsx"):  # fmt: skip
        assert text in said


def test_errors_and_unexplained_warnings_are_asked_about(inbox: Path, tmp_path: Path) -> None:
    changes = (typed(SCREENING, YEAR, numerator="5", denominator="4"), typed(COUNT, YEAR, value="12"))
    sent(inbox, county("140801", *changes))
    (path,) = receipts(inbox, tmp_path / "回执").values()
    found = read_receipt(path)
    assert found.state == "questioned"
    asked = {(q.severity, q.name, q.shown) for q in found.questions}
    assert {("error", SCREENING.name, "125.0"), ("warning", COUNT.name, "12")} <= asked
    assert all(q.message and q.advice and q.rule for q in found.questions)
    said = texts(path)
    assert "已接收，有疑问" in said
    assert {"有误", "待说明", SCREENING.name, COUNT.name} <= set(said)


def test_a_refused_file_is_returned_with_its_reason(inbox: Path, tmp_path: Path) -> None:
    path = sent(inbox, county("140801"))
    place = change_cell(path, "妇1妇女与健康", 65.4, 75.4, row_named=SCREENING.name)
    sent(inbox, county("140802"), year=2023)
    found = {code: read_receipt(p) for code, p in receipts(inbox, tmp_path / "回执").items()}
    assert {code: r.state for code, r in found.items()} == {"140801": "returned", "140802": "returned"}
    assert place in found["140801"].reason
    assert (found["140802"].year, "2023年" in found["140802"].reason) == (2023, True)
    assert found["140801"].questions == ()


def test_each_region_gets_one_receipt_for_what_was_taken(inbox: Path, tmp_path: Path) -> None:
    sent(inbox, county("140801"), "a.xlsx")
    sent(inbox, county("140801", corrections=2), "b.xlsx")
    (inbox / "c.xlsx").write_bytes(b"x")
    sent(inbox, replace(county("140800")), "d.xlsx")
    found = receipts(inbox, tmp_path / "回执")
    assert {code: (r.state, r.corrections) for code, p in found.items() if (r := read_receipt(p))} == {
        "140801": ("accepted", 2)
    }


def test_receipts_among_the_submissions_are_passed_over(inbox: Path) -> None:
    sent(inbox, county("140801"))
    receipts(inbox, inbox)
    assert [f.file for r in read(inbox) for f in r.files] == ["140801.xlsx"]


def test_samples_carry_the_mark(inbox: Path, tmp_path: Path) -> None:
    shot = county("140801")
    samples = {k: replace(o, origin="sample") for k, o in shot.observations.items()}
    sent(inbox, replace(shot, observations=samples))
    (path,) = receipts(inbox, tmp_path / "回执").values()
    assert "【示例】" in texts(path)


def test_a_name_that_is_a_path_stays_a_word(inbox: Path, tmp_path: Path) -> None:
    sent(inbox, county("140801", name="../../../坏县"), "x.xlsx")
    out = tmp_path / "回执"
    (path,) = receipts(inbox, out).values()
    assert path.parent == out
    assert path.name == "回执140801_2024年.xlsx"


def test_nothing_is_seen_before_it_is_published_and_nothing_is_left_behind(
    inbox: Path, tmp_path: Path
) -> None:
    sent(inbox, county("140801"))
    out = tmp_path / "a" / "回执"
    with ReceiptTray(out, words=words(), at=AT) as tray:
        tray.put(read(inbox)[0], CITY)
        assert [p for p in out.iterdir() if not p.name.startswith(".")] == []
    assert list(out.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_a_known_problem(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")
    with pytest.raises(KnownProblem) as caught, ReceiptTray(tmp_path / "x" / "回执", words=words(), at=AT):
        pass
    assert "没有汇总" in words().problem(caught.value)


def test_equal_receipts_are_equal_bytes(inbox: Path, tmp_path: Path) -> None:
    sent(inbox, county("140801"))
    first, second = (receipts(inbox, tmp_path / name)["140801"] for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()


def test_a_changed_receipt_and_what_is_none_are_refused(inbox: Path, tmp_path: Path) -> None:
    submission = sent(inbox, county("140801"))
    (path,) = receipts(inbox, tmp_path / "回执").values()
    change_cell(path, "机读", "accepted", "returned")
    for file, code in ((path, "receipt_changed"), (submission, "receipt_not_ours"),
                       (tmp_path / "no.xlsx", "workbook_missing")):  # fmt: skip
        with pytest.raises(KnownProblem) as caught:
            read_receipt(file)
        assert caught.value.code == code
        assert str(file) in words().problem(caught.value)


def test_no_cell_holds_a_formula(inbox: Path, tmp_path: Path) -> None:
    sent(inbox, county("140801", name="=cmd|'/c calc'!A1"))
    (path,) = receipts(inbox, tmp_path / "回执").values()
    assert not [
        c for sheet in load_workbook(path) for row in sheet.iter_rows() for c in row if c.data_type == "f"
    ]
