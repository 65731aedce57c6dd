"""Every kind of plan document is opened; what is none is declined in one sentence."""

import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from helpers.damaged_plans import as_pdf, as_word
from plandesk.core.indicator import Library
from plandesk.core.problems import KnownProblem
from plandesk.core.words import Words
from plandesk.planreader.documents import decoded, open_document
from plandesk.planreader.drafts import read_document
from plandesk.store.shelf import load_words

TEXT = "（一）妇女与健康\n主要目标：\n1.孕产妇死亡率下降到12.5/10万以内。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_text_is_read_in_any_of_the_encodings(encoding: str) -> None:
    assert decoded(TEXT.encode(encoding)).lstrip("\ufeff") == TEXT


def test_a_text_cut_in_the_middle_of_a_sign_is_still_read() -> None:
    assert decoded(TEXT.rstrip("\n").encode()[:-1]) == TEXT.rstrip("\n")[:-1]


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 50, bytes(range(256))])
def test_no_text_is_no_text(data: bytes) -> None:
    assert decoded(data) is None


def test_lines_end_in_any_way(tmp_path: Path) -> None:
    path = tmp_path / "规划.txt"
    path.write_bytes("一\r\n二\r三\n四".encode())
    assert open_document(path).lines == ("一", "二", "三", "四")


def test_word_paragraphs_tables_and_counted_numbers(tmp_path: Path) -> None:
    path = tmp_path / "规划.docx"
    document = docx.Document()
    document.add_paragraph("主要目标：")
    for text in ("妇女人均预期寿命达到78岁。", "孕产妇死亡率下降到12/10万以下。"):
        document.add_paragraph(text, style="List Number")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "3", "改善妇女\n营养。"
    document.save(str(path))
    opened = open_document(path)
    assert opened.lines == (
        "主要目标：",
        "妇女人均预期寿命达到78岁。",
        "孕产妇死亡率下降到12/10万以下。",
        "3\t改善妇女 营养。",
    )
    assert opened.marks == {2: "1.", 3: "2."}


def test_word_counts_in_chinese_and_restarts_below(tmp_path: Path) -> None:
    path = tmp_path / "规划.docx"
    document = docx.Document()
    root = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for at, (kind, text) in enumerate((("chineseCounting", "（%1）"), ("decimal", "%2."))):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(at))
        for tag, value in (("w:start", "1"), ("w:numFmt", kind), ("w:lvlText", text)):
            part = OxmlElement(tag)
            part.set(qn("w:val"), value)
            level.append(part)
        abstract.append(level)
    root.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "78")
    pointed = OxmlElement("w:abstractNumId")
    pointed.set(qn("w:val"), "77")
    number.append(pointed)
    root.append(number)
    for level, text in ((0, "甲"), (1, "子"), (1, "丑"), (0, "乙"), (1, "寅")):
        properties = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = 78
    document.save(str(path))
    assert list(open_document(path).marks.values()) == ["（一）", "1.", "2.", "（二）", "1."]


def test_pdf_with_text(tmp_path: Path) -> None:
    path = tmp_path / "规划.pdf"
    as_pdf(TEXT, path)
    assert "1.孕产妇死亡率下降到12.5/10万以内。" in open_document(path).lines


def test_word_and_pdf_by_content_not_by_name(tmp_path: Path) -> None:
    for make in (as_word, as_pdf):
        path = tmp_path / f"{make.__name__}.txt"
        make(TEXT, path)
        assert any("12.5/10万" in line for line in open_document(path).lines)


@pytest.fixture(scope="module")
def words() -> Words:
    return load_words()


def _refused(path: Path, words: Words) -> str:
    with pytest.raises(KnownProblem) as caught:
        read_document(path, Library.of(()), words)
    sentence = words.problem(caught.value)
    assert path.name in sentence
    assert len(sentence) < 90
    assert "\n" not in sentence
    return caught.value.code


def _made(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("空.txt", b"", "document_empty"),
        ("白.txt", b" \n\t\r\n", "document_empty"),
        ("图.png", b"\x89PNG\r\n\x1a\n" + bytes(range(200)), "document_unreadable"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "document_old_office"),
        ("坏.pdf", b"%PDF-1.7\nno such thing", "document_unreadable"),
        ("坏.docx", b"PK\x03\x04 and no more", "document_unreadable"),
        ("小说.txt", ("那天夜里下着雨，她一个人走了很远。\n" * 400).encode(), "no_plan_in_document"),
        ("别的.md", ("# 妇女工作要点\n\n目标是做好服务。\n" * 30).encode(), "no_plan_in_document"),
        ("预算.csv", ("科目,妇女儿童,目标\n" + "2010101,12.5,100%\n" * 500).encode("gbk"), "no_plan_in_document"),
    ],
)  # fmt: skip
def test_what_is_no_plan_is_declined_in_a_sentence(
    tmp_path: Path, name: str, data: bytes, code: str, words: Words
) -> None:
    assert _refused(_made(tmp_path, name, data), words) == code


def test_a_missing_file_a_folder_and_200_megabytes(tmp_path: Path, words: Words) -> None:
    assert _refused(tmp_path / "没有.txt", words) == "document_missing"
    assert _refused(tmp_path, words) in ("document_missing", "document_unreadable")
    huge = tmp_path / "大.txt"
    with huge.open("wb") as file:
        file.truncate(200_000_000)
    assert _refused(huge, words) == "document_too_large"


def test_text_that_unpacks_to_too_much(tmp_path: Path, words: Words) -> None:
    bomb = tmp_path / "胀.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"<w>" + b"0" * 170_000_000)
    assert _refused(bomb, words) == "document_too_large"
    assert (
        _refused(_made(tmp_path, "长.txt", "妇女儿童目标".encode() * 400_000), words) == "document_too_large"
    )


def test_a_package_that_is_no_word_document(tmp_path: Path, words: Words) -> None:
    book = tmp_path / "表.xlsx"
    with zipfile.ZipFile(book, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
    assert _refused(book, words) == "document_unreadable"


def test_a_pdf_of_pictures_and_a_locked_one(tmp_path: Path, words: Words) -> None:
    pictures = tmp_path / "扫描.pdf"
    canvas = Canvas(str(pictures))
    for _ in range(3):
        canvas.rect(50, 50, 300, 300)
        canvas.showPage()
    canvas.save()
    assert _refused(pictures, words) == "pdf_without_text"
    writer = PdfWriter()
    writer.append(PdfReader(pictures))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = tmp_path / "锁.pdf"
    writer.write(locked)
    assert _refused(locked, words) == "pdf_locked"
