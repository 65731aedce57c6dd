"""Fonts: every character drawn and read back, or 〓 and a word about it; the PC's own fonts where wished."""

import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from plandesk.reports.fonts import GETA, typefaces
from plandesk.reports.pen import Pen
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
