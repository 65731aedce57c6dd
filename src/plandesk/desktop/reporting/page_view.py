"""The sheets of a paper one below the other, as pictures drawn off the thread when they come into view."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from plandesk.desktop.jobs import Job, Step
from plandesk.desktop.look.look import Look

if TYPE_CHECKING:  # PDFium is loaded with the first paper, not with the window
    from plandesk.reports.page_pictures import PagePictures, Picture

Zoom = Literal["page", "width"] | int
ZOOMS: tuple[Zoom, ...] = ("page", "width", 50, 75, 100, 125, 150, 200)
_POINT = 96 / 72  # 100 %: a point of the paper in the window's pixels
_GAP, _EDGE = 12, 8
_AROUND = 2  # pages kept before and behind those in view


class PageView(QAbstractScrollArea):
    """Shows ``PagePictures``; ``moved`` when another page or zoom is shown, ``seen`` when a picture has arrived."""

    moved = Signal()
    seen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.pages: PagePictures | None = None
        self.zoom: Zoom = "width"
        self._words = ""
        self._places: list[QRect] = []
        self._pictures: dict[tuple[int, int], QPixmap] = {}
        self._job: Job | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("报告的页"))
        self.verticalScrollBar().valueChanged.connect(lambda _: self._moved())
        look.changed.connect(self.viewport().update)

    # what is shown

    def show_pages(self, pages: "PagePictures") -> None:
        """Show another paper; the page and the place on it stay where they were."""
        page, part = self.page, self._part()
        old, self.pages = self.pages, pages
        if old is not None and old is not pages:
            old.close()
        self._pictures.clear()
        self._words = ""
        self._arrange()
        self.go_to(min(page, len(pages.sizes)), part)
        self._moved()

    def show_words(self, words: str) -> None:
        """Show a sentence in place of pages."""
        if self.pages is not None:
            self.pages.close()
        self.pages, self._words = None, words
        self._pictures.clear()
        self._arrange()
        self._moved()

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._places)

    @property
    def page(self) -> int:
        """The number of the page in view, from 1: the one that a third of the height shows; 0 without pages."""
        third = self.verticalScrollBar().value() + self.viewport().height() // 3
        at = [number for number, place in enumerate(self._places, start=1) if place.top() <= third]
        return at[-1] if at else min(1, self.count)

    def go_to(self, page: int, part: float = 0.0) -> None:
        """Bring the top of a page, or what stands at ``part`` of its height, to the top of the view."""
        if not self._places:
            return
        place = self._places[min(max(1, page), self.count) - 1]
        top = place.top() + round(part * place.height())
        self.verticalScrollBar().setValue(top - self._look.dp(_EDGE) if part == 0 else top)

    def turn(self, pages: int) -> None:
        """So many pages on or back."""
        self.go_to(self.page + pages)

    def set_zoom(self, zoom: Zoom) -> None:
        """Whole page, its width, or a percentage; the place on the page stays."""
        page, part = self.page, self._part()
        self.zoom = zoom
        self._arrange()
        self.go_to(page, part)
        self._moved()

    def step_zoom(self, steps: int) -> None:
        """The next larger or smaller percentage."""
        now = self.percent
        wider = [z for z in ZOOMS if isinstance(z, int) and (z > now if steps > 0 else z < now)]
        if wider:
            self.set_zoom(wider[0] if steps > 0 else wider[-1])

    @property
    def percent(self) -> int:
        """How large the page in view is shown."""
        if self.pages is None:
            return 100
        page = max(1, self.page) - 1
        return round(100 * self._places[page].width() / (self.pages.sizes[page][0] * _POINT))

    def _part(self) -> float:
        if not self._places:
            return 0.0
        place = self._places[self.page - 1]
        part = (self.verticalScrollBar().value() - place.top()) / place.height()
        return part if part > 0 else 0.0

    # where pages lie

    def _arrange(self) -> None:
        sizes: Sequence[tuple[float, float]] = self.pages.sizes if self.pages is not None else ()
        gap, edge, port = self._look.dp(_GAP), self._look.dp(_EDGE), self.viewport().size()
        room = QSize(max(60, port.width() - 2 * edge), max(60, port.height() - 2 * edge))
        sheets = [self._sheet(size, room) for size in sizes]
        widest = max((sheet.width() for sheet in sheets), default=0)
        across = max(port.width(), widest + 2 * edge)
        top, places = edge, []
        for sheet in sheets:
            places.append(QRect(QPoint((across - sheet.width()) // 2, top), sheet))
            top += sheet.height() + gap
        self._places = places
        bar, side = self.verticalScrollBar(), self.horizontalScrollBar()
        bar.setRange(0, max(0, top - gap + edge - port.height()))
        bar.setPageStep(port.height())
        bar.setSingleStep(self._look.dp(40))
        side.setRange(0, max(0, across - port.width()))
        side.setPageStep(port.width())
        side.setValue((across - port.width()) // 2)
        self.viewport().update()

    def _sheet(self, size: tuple[float, float], room: QSize) -> QSize:
        width, height = size
        if self.zoom == "width":
            # an upright and a turned sheet of one paper are shown at one scale where the view is wide enough
            scale = room.width() / width
        elif self.zoom == "page":
            scale = min(room.width() / width, room.height() / height)
        else:
            scale = self.zoom * _POINT / 100
        return QSize(max(1, round(width * scale)), max(1, round(height * scale)))

    def _in_view(self) -> list[int]:
        """The places of the pages in view."""
        bar = self.verticalScrollBar()
        top, bottom = bar.value(), bar.value() + self.viewport().height()
        return [n for n, place in enumerate(self._places) if place.bottom() >= top and place.top() <= bottom]

    # pictures

    def _key(self, page: int) -> tuple[int, int]:
        return page, round(self._places[page].width() * self.devicePixelRatioF())

    def _want(self) -> None:
        """Have the next missing picture drawn, those in view first; forget those far from view."""
        view = self._in_view()
        if self.pages is None or not view:
            return
        near = range(max(0, view[0] - _AROUND), min(self.count, view[-1] + _AROUND + 1))
        for key in [key for key in self._pictures if key[0] not in near]:
            del self._pictures[key]
        if self._job is None:
            ahead = sorted((n for n in near if n not in view), key=lambda n: (n < view[0], abs(n - view[0])))
            missing = next((n for n in (*view, *ahead) if self._key(n) not in self._pictures), None)
            if missing is not None:
                self._draw(missing)

    def _draw(self, page: int) -> None:
        pages, key, ratio = self.pages, self._key(page), self.devicePixelRatioF()
        if pages is None:
            return
        height = round(self._places[page].height() * ratio)

        def work(step: Step) -> object:
            return pages.draw(page, key[1], height)

        job = self._job = Job(work, self)
        job.done.connect(lambda picture: self._arrived(pages, key, ratio, picture))
        job.failed.connect(lambda fault: self._failed(pages, fault))
        job.start()

    def _arrived(self, pages: "PagePictures", key: tuple[int, int], ratio: float, picture: "Picture") -> None:
        self._end_job()
        if pages is self.pages:
            image = QImage(
                picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
            )
            drawn = QPixmap.fromImage(image)
            drawn.setDevicePixelRatio(ratio)
            for old in [other for other in self._pictures if other[0] == key[0]]:
                del self._pictures[old]
            self._pictures[key] = drawn
            self.viewport().update()
            self.seen.emit(key[0] + 1)
        self._want()

    def _failed(self, pages: "PagePictures", fault: object) -> None:
        self._end_job()
        if pages is self.pages and isinstance(fault, Exception):
            raise fault
        self._want()  # those pages were closed meanwhile: nothing is lost

    def _end_job(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
            self._job = None

    def is_drawn(self, page: int) -> bool:
        """Whether the page, from 1, is shown as sharp as it can be."""
        return 1 <= page <= self.count and self._key(page - 1) in self._pictures

    # events

    def paintEvent(self, event: QPaintEvent) -> None:
        look, port = self._look, self.viewport()
        painter = QPainter(port)
        painter.fillRect(event.rect(), look.colour("ground"))
        if self._words:
            painter.setFont(look.font(13))
            painter.setPen(look.colour("ink2"))
            box = port.rect().adjusted(look.dp(16), look.dp(24), -look.dp(16), 0)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), self._words)
        by = QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number in self._in_view():
            place = self._places[number].translated(by)
            painter.fillRect(place, QColor("white"))  # paper is white in every theme
            picture = self._pictures.get(self._key(number)) or self._other_size(number)
            if picture is not None:
                painter.drawPixmap(place, picture)
            painter.setPen(look.colour("rule"))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
        if self.hasFocus():
            painter.setPen(look.colour("accent"))
            painter.drawRect(port.rect().adjusted(0, 0, -1, -1))
        painter.end()
        self._want()

    def _other_size(self, page: int) -> QPixmap | None:
        """The page as it was drawn before the zoom changed."""
        return next((picture for key, picture in self._pictures.items() if key[0] == page), None)

    def _moved(self) -> None:
        self.viewport().update()
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        page, part = self.page, self._part()
        self._arrange()
        self.go_to(page, part)
        self._moved()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, bar = event.key(), self.verticalScrollBar()
        if key == Qt.Key.Key_Home:
            self.go_to(1)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key == Qt.Key.Key_Space:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            bar.setValue(bar.value() + (-bar.pageStep() if back else bar.pageStep()))
        else:
            super().keyPressEvent(event)
            return
        event.accept()
