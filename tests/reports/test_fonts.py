"""Fonts: every character drawn and read back, or 〓 and a word about it; the PC's own fonts where wished."""

import shutil
import struct
from pathlib import Path

import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from helpers.report_case import filled, report
from plandesk.reports.fonts import GETA, typefaces
from plandesk.reports.pc_fonts import official_fonts
from plandesk.reports.pen import Pen
from plandesk.reports.publishing import publish
from plandesk.shipped import shipped_dir

RARE = "鄞瀍㙍𬭎"


def drawn(path: Path, text: str, role: str, pc_fonts: Path | None = None) -> tuple[str, tuple[str, ...]]:
    faces = typefaces(pc_fonts)
    canvas = Canvas(str(path), initialFontName=faces.names["song"])  # type: ignore[arg-type]
    pen = Pen(canvas, faces)
    pen.words(text, 50, 500, 12, role)  # type: ignore[arg-type]
    pen.flush()
    canvas.save()
    return PdfReader(path).pages[0].extract_text(), tuple(faces.missing)


@pytest.mark.parametrize("role", ["song", "song_bold", "hei", "kai", "fang", "title"])
def test_rare_characters_can_be_read_back(role: str, tmp_path: Path) -> None:
    text, missing = drawn(tmp_path / "rare.pdf", f"县{RARE}镇", role)
    assert text.strip() == f"县{RARE}镇"
    assert missing == ()


def test_a_character_no_font_has_is_shown_and_told(tmp_path: Path) -> None:
    text, missing = drawn(tmp_path / "missing.pdf", "张𪚥村", "kai")
    assert text.strip() == f"张{GETA}村"
    assert missing == ("𪚥",)


def test_a_font_that_lacks_a_character_lends_from_song() -> None:
    faces = typefaces()
    shaped = faces.shape("①达标●", "kai")
    assert shaped.text == "①达标●"
    assert all(width > 0 for width in shaped.widths)


def test_more_than_one_subset_reads_back(tmp_path: Path) -> None:
    text = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 700) if code not in (0x4E02,))
    faces = typefaces()
    known = "".join(c for c in text if faces.shape(c, "song").text != GETA)
    canvas = Canvas(str(tmp_path / "many.pdf"), pagesize=(9000, 100), initialFontName=faces.names["song"])  # type: ignore[arg-type]
    pen = Pen(canvas, faces)
    pen.words(known, 5, 50, 10)
    pen.flush()
    canvas.save()
    assert PdfReader(tmp_path / "many.pdf").pages[0].extract_text().replace("\n", "").strip() == known


def test_the_pcs_own_fonts_come_first_where_wished(tmp_path: Path) -> None:
    shipped = shipped_dir("resources") / "fonts"
    shutil.copy(shipped / "PlandeskKai-Regular.ttf", tmp_path / "simfang.ttf")
    (tmp_path / "simhei.ttf").write_bytes(b"no font")
    faces = typefaces(tmp_path)
    assert faces.names["fang"] == "simfang"
    assert faces.names["hei"] == "PlandeskHei-Regular"  # an unreadable font is passed over
    assert faces.names["title"] == "PlandeskSong-Bold"
    assert "simfang" in faces.families()
    assert typefaces().names["fang"] == "PlandeskSong-Regular"


def test_spacing_does_not_leak_into_what_follows(tmp_path: Path) -> None:
    faces = typefaces()
    canvas = Canvas(str(tmp_path / "gap.pdf"), pageCompression=0, initialFontName=faces.names["song"])  # type: ignore[arg-type]
    pen = Pen(canvas, faces)
    pen.words("《规划》（“甲", 50, 500, 12)
    pen.words("》。", 50, 480, 12)
    pen.flush()
    canvas.save()
    operators = [line for line in (tmp_path / "gap.pdf").read_bytes().split() if line == b"Tc"]
    content = (tmp_path / "gap.pdf").read_bytes()
    assert operators
    last = content.rindex(b" Tc")
    assert content[:last].split()[-1] == b"0"


def collection(*fonts: Path) -> bytes:
    """A .ttc of whole fonts, one after the other: each table directory points at places in the whole file."""
    places, body = [], b""
    start = 12 + 4 * len(fonts)
    for font in fonts:
        data = bytearray(font.read_bytes())
        base = start + len(body)
        for k in range(struct.unpack_from(">H", data, 4)[0]):
            at = 12 + 16 * k + 8
            struct.pack_into(">I", data, at, struct.unpack_from(">I", data, at)[0] + base)
        places.append(base)
        body += bytes(data) + b"\0" * (-len(data) % 4)
    return (
        b"ttcf" + struct.pack(">II", 0x00010000, len(fonts)) + struct.pack(f">{len(fonts)}I", *places) + body
    )


@pytest.fixture(scope="module")
def pc_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A font folder as a Chinese PC has it, its files the shipped fonts under official names."""
    folder, shipped = tmp_path_factory.mktemp("Fonts"), shipped_dir("resources") / "fonts"
    (folder / "simsun.ttc").write_bytes(
        collection(shipped / "PlandeskSong-Bold.ttf", shipped / "PlandeskSong-Regular.ttf")
    )
    for name, source in (
        ("SIMHEI.TTF", "Hei-Regular"), ("simkai.ttf", "Kai-Regular"), ("FZXBSJW.TTF", "Song-Bold"), ("simfang.ttf", "Kai-Regular")
    ):  # fmt: skip
        shutil.copy(shipped / f"Plandesk{source}.ttf", folder / name)
    return folder


def test_all_official_fonts_are_found_whatever_the_case_of_their_names(pc_folder: Path) -> None:
    found = {role: path.name for role, path in official_fonts(pc_folder).items()}
    assert found == {
        "song": "simsun.ttc", "hei": "SIMHEI.TTF", "kai": "simkai.ttf", "fang": "simfang.ttf", "title": "FZXBSJW.TTF"
    }  # fmt: skip
    assert official_fonts(pc_folder / "none") == {}


def test_a_font_collection_sets_text_that_reads_back(pc_folder: Path, tmp_path: Path) -> None:
    text, missing = drawn(tmp_path / "ttc.pdf", f"宋体：妇女儿童发展规划2024年，{RARE}", "song", pc_folder)
    assert text.strip() == f"宋体：妇女儿童发展规划2024年，{RARE}"
    assert missing == ()


def test_what_stands_in_the_official_fonts_is_told_in_the_properties(pc_folder: Path, tmp_path: Path) -> None:
    made = report(filled("yongji_women"))
    path = publish(made, tmp_path / "official.pdf", typefaces(pc_folder)).path
    reader = PdfReader(path)
    assert reader.metadata is not None
    told = str(reader.metadata.keywords).split("；")
    assert {"simsun", "SIMHEI", "simkai", "simfang", "FZXBSJW"} <= set(told)
    names = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in reader.pages for font in page["/Resources"]["/Font"].values()  # type: ignore[index, union-attr]
    }  # fmt: skip
    # the body stands in 仿宋 (here a renamed 楷体); shipped 宋 lends only what a font lacks
    assert "PlandeskKai-Regular-" in {name[:20] for name in names} or any("Kai" in n for n in names)
    whole = "".join(page.extract_text() for page in reader.pages)
    assert "妇女人均预期寿命" in whole.replace("\n", "") or "女性人均预期寿命" in whole.replace("\n", "")


@pytest.mark.parametrize("content", [b"", b"no font", b"ttcf" + bytes(30), b"\0\1\0\0" + bytes(8)])
def test_a_damaged_font_of_the_pc_never_stops_a_report(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "楷体_GB2312.ttf").write_bytes(content)
    assert typefaces(tmp_path).names["kai"] == "PlandeskKai-Regular"
