"""Copies of a plan document as they come: other Markdown, wrapped, scanned, numbers lost, lists in tables, other files."""

import random
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from plandesk.shipped import shipped_dir

_MARK = re.compile(r"^[#\s*-]*(\d{1,2})[.．、]\s*(?=\D)")
_HEADING = re.compile(r"^[#\s*]*([一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")
_LABEL = re.compile(r"^[#\s*]*(主要目标|策略措施|主要措施)[：:]?[\s*]*$")
_GOALS = re.compile(r"^[#\s*]*主要目标")
_WIDE = str.maketrans("0123456789%.", "０１２３４５６７８９％．")


def markdown(text: str) -> str:
    """Headings of other levels, bold, bullets, rules and quotes."""
    chance = random.Random(1)
    lines = []
    for line in text.split("\n"):
        bare = line.strip("#* \t")
        if _HEADING.match(line) and len(bare) < 40:
            lines.append(f"{'#' * chance.randint(1, 5)} {chance.choice(['', '**'])}{bare}".rstrip())
        elif _LABEL.match(line):
            lines.append(
                chance.choice(
                    [f"**{bare}**", f"#### {bare}", bare.rstrip("：:"), f"【{bare.rstrip('：:')}】"]
                )
            )
        elif _MARK.match(line):
            lines.append(chance.choice(["- ", "* ", "", "  "]) + bare)
        else:
            lines.append(line)
        if chance.random() < 0.02:
            lines.append("---")
    return "\n".join(lines)


def wrapped(text: str, width: int = 40) -> str:
    """Every line cut at ``width`` signs."""
    lines = []
    for line in text.split("\n"):
        lines += [line[at : at + width] for at in range(0, len(line), width)] or [""]
    return "\n".join(lines)


def scanned(text: str) -> str:
    """Blanks between signs, full-width figures, O for 0, running heads and page numbers."""
    chance = random.Random(2)
    lines = []
    for count, line in enumerate(text.split("\n"), start=1):
        signs = []
        for sign in line:
            signs.append(sign)
            if chance.random() < 0.12 and "\u4e00" <= sign <= "\u9fff":
                signs.append(" ")
        line = "".join(signs)
        if chance.random() < 0.3:
            line = re.sub(r"(?<![\d.])\d+(?:\.\d+)?%", lambda m: m[0].translate(_WIDE), line)
        if chance.random() < 0.3:
            line = re.sub(r"(?<=[1-9])0(?=%)", "O", line)
        lines.append(line)
        if count % 37 == 0:
            lines += ["", f"— {count // 37} —", ""]
    return "\n".join(lines)


def numbers_lost(text: str) -> str:
    """The numbers before goals and measures gone, as Word's automatic ones are when copied."""
    return "\n".join(_MARK.sub("", line) if not _HEADING.match(line) else line for line in text.split("\n"))


def tabled(text: str) -> str:
    """The goals in a Markdown table."""
    lines, inside = [], False
    for line in text.split("\n"):
        found = _MARK.match(line)
        if _LABEL.match(line) or _HEADING.match(line):
            inside = bool(_GOALS.match(line))
        if inside and found:
            lines.append(f"| {found[1]} | {line[found.end() :].strip()} |")
        else:
            lines.append(line)
    return "\n".join(lines)


def flattened(text: str) -> str:
    """The goals' table copied cell by cell: a line for the number, a line for the words."""
    lines, inside = [], False
    for line in text.split("\n"):
        found = _MARK.match(line)
        if _LABEL.match(line) or _HEADING.match(line):
            inside = bool(_GOALS.match(line))
        lines += [found[1], line[found.end() :].strip()] if inside and found else [line]
    return "\n".join(lines)


def blanks_lost(text: str) -> str:
    """No blank lines, full-width blanks before paragraphs."""
    return "\n".join(f"　　{line.strip()}" for line in text.split("\n") if line.strip())


def misread(text: str) -> str:
    """A worse scan: blanks inside figures, letters for digits, half-width signs, per cent before a blank."""
    chance = random.Random(3)
    lines = []
    for line in text.split("\n"):
        line = re.sub(
            r"\d+(?:\.\d+)?(?=%|‰|/)", lambda m: " ".join(m[0]) if chance.random() < 0.35 else m[0], line
        )
        line = re.sub("%", lambda m: chance.choice(["%", "％", " %", " ％", "o/o"]), line)
        line = re.sub("，", lambda m: chance.choice(["，", ",", ", "]), line)
        line = re.sub("(?<=[1-9])0(?=%)", lambda m: chance.choice("0Oo"), line)
        line = re.sub(r"(?<![\d.])1(?=\d(?:%|‰|/))", lambda m: chance.choice("1lI"), line)
        lines.append(
            "".join(s + (" " if chance.random() < 0.15 and "\u4e00" <= s <= "\u9fff" else "") for s in line)
        )
    return "\n".join(lines)


def half_width(text: str) -> str:
    """Chinese punctuation as Latin signs."""
    return text.translate(
        str.maketrans({"，": ",", "。": ".", "；": ";", "：": ":", "（": "(", "）": ")", "“": '"', "”": '"'})
    )


def web_page(text: str) -> str:
    """The source of a web page: tags and entities."""
    lines = [
        line.strip().replace("—", "&mdash;").replace("%", "&#37;")
        for line in text.split("\n")
        if line.strip()
    ]
    body = "\n".join(f'<p style="text-indent:2em"><span>&nbsp;&nbsp;{line}</span></p>' for line in lines)
    return f"<html><head><style>p{{margin:0}}</style></head><body>{body}</body></html>"


def paged(text: str) -> str:
    """Wrapped, with a head and a page number on every page, in the middle of sentences."""
    lines, pages = wrapped(text, 36).split("\n"), []
    for page, start in enumerate(range(0, len(lines), 30), start=1):
        odd = f"— {page} —　　某市人民政府公报" if page % 2 else f"某市妇女儿童发展规划　　第{page}页"
        pages += [*lines[start : start + 30], odd]
    return "\n".join(pages)


def tabbed(text: str) -> str:
    """A tab behind every number."""
    return "\n".join(
        re.sub(
            r"^([#\s]*)(\d{1,2}[.．、]|[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、)",
            r"\1\2\t",
            line,
        )
        for line in text.split("\n")
    )


def escaped(text: str) -> str:
    """Markdown as programs write it: numbers' points escaped, figures bold, all in a quotation."""
    lines = [re.sub(r"^(\s*\d{1,2})([.．])", r"\1\\\2", line) for line in text.split("\n")]
    return "\n".join("> " + re.sub(r"(\d+(?:\.\d+)?(?:%|‰))", r"**\1**", line) for line in lines)


def spread_out(text: str) -> str:
    """Wrapped, an empty line behind every line."""
    return "\n\n".join(wrapped(text, 32).split("\n"))


DAMAGES: Mapping[str, Callable[[str], str]] = {
    "markdown": markdown,
    "wrapped": wrapped,
    "wrapped at 28": lambda text: wrapped(text, 28),
    "scanned": scanned,
    "numbers lost": numbers_lost,
    "tabled": tabled,
    "flattened": flattened,
    "blanks lost": blanks_lost,
    "scanned and wrapped": lambda text: wrapped(scanned(text)),
    "misread": misread,
    "misread and wrapped": lambda text: wrapped(misread(text), 30),
    "half-width": half_width,
    "web page": web_page,
    "paged": paged,
    "tabbed": tabbed,
    "escaped": escaped,
    "spread out": spread_out,
}
ENCODINGS = ("utf-8-sig", "gb18030", "utf-16")


def as_word(text: str, path: Path) -> None:
    """A .docx of the text; goals with numbers in a table of two columns."""
    document = docx.Document()
    inside = False
    table = None
    for line in text.split("\n"):
        found = _MARK.match(line)
        if _LABEL.match(line) or _HEADING.match(line):
            inside = bool(_GOALS.match(line))
        if inside and found:
            table = table or document.add_table(rows=0, cols=2)
            cells = table.add_row().cells
            cells[0].text, cells[1].text = found[1], line[found.end() :].strip()
        elif line.strip():
            table = None
            document.add_paragraph(line.strip("#* "))
    document.save(str(path))


def as_pdf(text: str, path: Path) -> None:
    """A .pdf of the text: 34 signs a line, 40 lines a page, with page numbers."""
    font = shipped_dir("resources") / "fonts" / "NotoSerifSC-Regular.ttf"
    pdfmetrics.registerFont(
        TTFont("plan", str(next(iter([font] if font.exists() else sorted(font.parent.glob("*.ttf"))))))
    )
    canvas = Canvas(str(path))
    lines = wrapped("\n".join(line.strip("#* ") for line in text.split("\n") if line.strip()), 34).split("\n")
    for page, start in enumerate(range(0, len(lines), 40), start=1):
        canvas.setFont("plan", 12)
        for row, line in enumerate(lines[start : start + 40]):
            canvas.drawString(60, 780 - row * 18, line)
        canvas.drawString(280, 40, f"— {page} —")
        canvas.showPage()
    canvas.save()
