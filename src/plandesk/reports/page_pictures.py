"""The pages of a finished PDF as pictures and as text: for the preview in the window and for the printer."""

from dataclasses import dataclass
from typing import Any

from plandesk.pdfium import PDFIUM

WHITE = (255, 255, 255, 255)


class ClosedError(Exception):
    """The pages were closed while somebody still wanted one of them."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Rows of pixels from the top: four bytes each (blue, green, red, unused), or one where ``grey``."""

    width: int
    height: int
    stride: int
    pixels: bytes
    grey: bool = False


class PagePictures:
    """The pages of one PDF. Safe to use from several threads; to be closed."""

    def __init__(self, pdf: bytes) -> None:
        """Raises pypdfium2.PdfiumError where ``pdf`` is none."""
        import pypdfium2

        with PDFIUM:
            self._pdf: Any = pypdfium2.PdfDocument(pdf)
            self.sizes: tuple[tuple[float, float], ...] = tuple(
                self._pdf.get_page_size(page) for page in range(len(self._pdf))
            )
            """Width and height of each page in points, as it is read: a turned page is wider than high."""

    def draw(
        self, page: int, width: int, height: int, *, top: int = 0, rows: int = 0, quarters: int = 0,
        printing: bool = False, grey: bool = False,
    ) -> Picture:  # fmt: skip
        """The page drawn ``width`` by ``height`` pixels, or of that only ``rows`` from ``top`` on.

        ``quarters`` turns it clockwise by so many right angles; ``printing`` draws it as for paper, not for a screen.
        Raises ClosedError, and IndexError where there is no such page.
        """
        import pypdfium2
        from pypdfium2 import raw

        rows = min(rows or height, height - top)
        kind = raw.FPDFBitmap_Gray if grey else raw.FPDFBitmap_BGRx
        with PDFIUM:
            sheet = self._open()[page]
            bitmap = pypdfium2.PdfBitmap.new_native(width, rows, kind)
            try:
                bitmap.fill_rect(WHITE, 0, 0, width, rows)
                flags = raw.FPDF_PRINTING if printing else 0
                flags |= raw.FPDF_GRAYSCALE if grey else 0
                raw.FPDF_RenderPageBitmap(bitmap, sheet, 0, -top, width, height, quarters, flags)
                return Picture(width, rows, bitmap.stride, bytes(bitmap.buffer), grey)
            finally:
                bitmap.close()
                sheet.close()

    def text(self, page: int) -> str:
        """What stands on the page, in lines. Raises ClosedError, IndexError."""
        with PDFIUM:
            sheet = self._open()[page]
            words = sheet.get_textpage()
            try:
                return str(words.get_text_bounded()).replace("\r\n", "\n")
            finally:
                words.close()
                sheet.close()

    def headings(self) -> tuple[tuple[int, str, int], ...]:
        """The PDF's bookmarks: level from 0, words, page from 1. Raises ClosedError."""
        found = []
        with PDFIUM:
            for mark in self._open().get_toc():
                aim = mark.get_dest()
                place = None if aim is None else aim.get_index()
                if place is not None:
                    found.append((int(mark.level), str(mark.get_title()), int(place) + 1))
        return tuple(found)

    def _open(self) -> Any:
        if self._pdf is None:
            raise ClosedError
        return self._pdf

    def close(self) -> None:
        """Free the document; closing twice is harmless."""
        with PDFIUM:
            if self._pdf is not None:
                self._pdf.close()
                self._pdf = None
