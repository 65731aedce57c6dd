"""A plan document of any of the known kinds to its lines of text; tables become lines with tabs between cells."""

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plandesk.core.problems import KnownProblem
from plandesk.pdfium import PDFIUM

# Ten times the longest plan with all its pictures; a document above it is no plan.
LARGEST_FILE = 40_000_000
LARGEST_TEXT = 2_000_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
# What a text may hold beside printable characters; anything else below a blank means a binary file.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_WRITTEN = re.compile(
    "[\\s!-~\u00b7\u2010-\u203b\u2160-\u217f\u2460-\u24ff\u2500-\u27bf\u3000-\u303f\u4e00-\u9fa5\uff01-\uffe5]"
)
_TAG = re.compile(
    "(?i)</?(?:p|div|span|br|html|body|table|tr|td|li|h[1-6]|font|strong)(?:\\s[^<>]{0,400})?/?>"
)
_NO_TEXT = re.compile("(?is)<(script|style)\\b.*?</\\1\\s*>|<!--.*?-->")
_ANY_TAG = re.compile("<[^<>]{1,2000}>")
_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Document:
    """A document's name and lines, as the review page shows them; line numbers start at 1.

    ``marks`` are the numbers Word counts itself (they are not in the text), by line number.
    """

    name: str
    lines: tuple[str, ...]
    marks: dict[int, str]

    def line(self, no: int) -> str:
        """The text of a line, ``""`` outside the document."""
        return self.lines[no - 1] if 0 < no <= len(self.lines) else ""


def open_document(path: Path) -> Document:
    """The lines of ``path``: text (UTF-8, UTF-16, GB18030), Markdown, .docx or .pdf with text.

    Raises KnownProblem ``document_missing``, ``document_too_large``, ``document_empty``, ``document_unreadable``,
    ``document_old_office``, ``pdf_without_text``, ``pdf_locked``.
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise KnownProblem("document_unreadable", path=path.name)
        if size > LARGEST_FILE:
            raise KnownProblem("document_too_large", path=path.name, size=size // 1_000_000)
        data = path.read_bytes()
    except OSError as fault:
        raise KnownProblem("document_missing", path=path.name) from fault
    lines, marks = _lines(path, data)
    if not any(line.strip() for line in lines):
        raise KnownProblem("document_empty", path=path.name)
    if sum(map(len, lines)) > LARGEST_TEXT:
        raise KnownProblem("document_too_large", path=path.name, size=size // 1_000_000)
    return Document(path.name, tuple(lines), marks)


def _lines(path: Path, data: bytes) -> tuple[list[str], dict[int, str]]:
    if data.startswith(b"PK\x03\x04"):
        return _docx_lines(path)
    if data[:1024].lstrip().startswith(b"%PDF"):
        return list(_pdf_lines(path)), {}
    if data.startswith(_OLD_OFFICE):
        raise KnownProblem("document_old_office", path=path.name)
    text = decoded(data)
    if text is None:
        raise KnownProblem("document_unreadable", path=path.name)
    return _LINE_ENDS.split(_without_tags(text)), {}


def _without_tags(text: str) -> str:
    """A web page's text: a line for each paragraph, a tab between the cells of a table; other text as it is."""
    if len(_TAG.findall(text[:20_000])) < 6:
        return text
    text = _NO_TEXT.sub("", text)
    text = re.sub(r"[\r\n]+", " ", text) if re.search("(?i)</p>|</div>|<br", text) else text
    text = re.sub("(?i)</t[dh]>\\s*(?=<t[dh])", "\t", text)
    text = re.sub("(?i)<br[^>]{0,40}>|</(?:p|div|tr|li|h[1-6]|table|title|ul|ol)>", "\n", text)
    return html.unescape(_ANY_TAG.sub("", text)).replace("\u00a0", " ")


def decoded(data: bytes) -> str | None:
    """The text of ``data``, or None where it is none: a byte order mark decides, else UTF-8, UTF-16, GB18030."""
    head = data[:4000]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        tries = ["utf-16"]
    elif head.count(0) > len(head) // 20:
        # line ends and Latin signs have their zero byte second in one order, first in the other
        tries = ["utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"]
    else:
        tries = ["utf-8-sig", "gb18030"]
    for encoding in tries:
        text = _decoded(data, encoding)
        if text is not None and not _CONTROLS.search(text) and _likely(text):
            return text
    return None


def _decoded(data: bytes, encoding: str) -> str | None:
    for cut in range(4):  # a file cut off in the middle of its last sign is still read
        try:
            return data[: len(data) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _likely(text: str) -> bool:
    """Whether most of its signs are ones people write here; bytes taken for UTF-16 or GB18030 are of all scripts."""
    head = text[:4000]
    return len(_WRITTEN.findall(head)) >= 0.7 * len(head)


def _docx_lines(path: Path) -> tuple[list[str], dict[int, str]]:
    from plandesk.planreader.word_documents import docx_lines

    try:
        with zipfile.ZipFile(path) as packed:
            names = {info.filename: info.file_size for info in packed.infolist()}
        if "word/document.xml" not in names:
            raise KnownProblem("document_unreadable", path=path.name)
        if sum(size for name, size in names.items() if name.endswith(".xml")) > 4 * LARGEST_FILE:
            raise KnownProblem("document_too_large", path=path.name, size=4 * LARGEST_FILE // 1_000_000)
        return docx_lines(path)
    except KnownProblem:
        raise
    except Exception as fault:  # a damaged package fails anywhere in zipfile, lxml or python-docx
        raise KnownProblem("document_unreadable", path=path.name) from fault


def _pdf_lines(path: Path) -> Iterator[str]:
    import pypdfium2

    with PDFIUM:
        try:
            pdf = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as fault:
            locked = "password" in str(fault).lower()
            raise KnownProblem("pdf_locked" if locked else "document_unreadable", path=path.name) from fault
        try:
            pages = []
            for page in pdf:
                text_page = page.get_textpage()
                pages.append(text_page.get_text_bounded())
                text_page.close()
                page.close()
        except pypdfium2.PdfiumError as fault:
            raise KnownProblem("document_unreadable", path=path.name) from fault
        finally:
            pdf.close()
    if sum(len(text.strip()) for text in pages) < 20 * len(pages):
        raise KnownProblem("pdf_without_text", path=path.name, pages=len(pages))
    for text in pages:
        # pdfium marks a hyphen at a line's end by U+FFFE
        yield from _LINE_ENDS.split(text.replace("\ufffe", "-"))
        yield ""
