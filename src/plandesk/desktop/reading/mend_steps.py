"""What the clerk mends beside the figures: a line split in two (Ctrl+D), a plan's head (Alt+2), a new indicator (F4)."""

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import QCoreApplication

from plandesk.core.indicator import Better
from plandesk.core.plan import Audience
from plandesk.desktop.look.table import DeskTable
from plandesk.desktop.reading.fields_panel import FieldLine, FieldsPanel
from plandesk.desktop.reading.lines import Line, Owner
from plandesk.desktop.reading.mending import AUDIENCES, BETTERS, Described, Head, described, head_of
from plandesk.desktop.reading.review import Review
from plandesk.desktop.reading.typed import NotTakenError


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reading", text)


class Mended(Protocol):
    """What mending needs of the page."""

    review: Review | None
    table: DeskTable
    panel: FieldsPanel

    @property
    def current(self) -> Line | None:
        """The line of the current row."""

    @property
    def owner(self) -> Owner | None:
        """The goal or measure the clerk is at."""

    def show_rows(self, no: int | None = None) -> None:
        """Show the lines as they stand."""

    def show_heads(self) -> None:
        """Show the plans' heads as they stand."""

    def say(self, sentence: str, tone: str = "") -> None:
        """A sentence for the clerk."""


class MendSteps:
    """Opens the form of what is mended and takes it."""

    def __init__(self, page: Mended) -> None:
        self._page = page
        self._take: Callable[[dict[str, str]], str] | None = None
        page.panel.taken.connect(self._taken)
        page.panel.left.connect(page.table.setFocus)

    def split(self) -> None:
        """Ctrl+D: one found target is two; the second stands below, with the same figure until it is changed."""
        page, line = self._page, self._page.current
        if line is None or page.review is None:
            return
        try:
            second = page.review.split(line.no)
        except NotTakenError as fault:
            page.say(str(fault), "bad")
            return
        page.show_rows(second)
        page.say(_tr("已拆成两条。F2 改数，Ctrl+L 换指标，Ctrl+Z 撤销。"), "good")

    def plan_head(self) -> None:
        """Alt+2: the head of the plan the cursor is in."""
        page, owner = self._page, self._page.owner
        review = page.review
        if review is None:
            return
        number = owner.draft if owner is not None else 0
        head = head_of(review.drafts[number].plan)
        words = {"women": _tr("妇女"), "children": _tr("儿童")}
        lines = (
            FieldLine("title", _tr("规划名称"), head.title), FieldLine("doc_no", _tr("文号"), head.doc_no),
            FieldLine("issued", _tr("印发日期"), head.issued), FieldLine("first", _tr("规划期从"), head.first),
            FieldLine("last", _tr("到"), head.last),
            FieldLine("audience", _tr("规划对象"), head.audience, tuple((words[a], a) for a in AUDIENCES)),
        )  # fmt: skip

        def take(typed: dict[str, str]) -> str:
            audience = cast(Audience, typed["audience"])
            head = Head(
                typed["title"], typed["doc_no"], typed["issued"], typed["first"], typed["last"], audience
            )
            review.mend_head(number, head)
            return _tr("规划信息已改")

        self._take = take
        page.panel.open_for(_tr("规划信息（地区和代码在下面一行填）"), lines)

    def indicator(self) -> None:
        """F4: the definition and the parts of a new indicator."""
        page, line = self._page, self._page.current
        review = page.review
        if line is None or review is None:
            return
        local = review.local_of(line)
        if local is None:
            page.say(_tr("“{name}”是指标库里的指标，定义不能在这里改。").format(name=line.target.name))
            return
        now = described(local)
        words = {"higher": _tr("越高越好"), "lower": _tr("越低越好"), "neither": _tr("不分高低")}
        lines = [
            FieldLine("name", _tr("指标名称"), now.name),
            FieldLine("definition", _tr("定义"), now.definition),
        ]
        if local.indicator.base is not None:
            lines += [
                FieldLine("numerator", _tr("分子"), now.numerator),
                FieldLine("denominator", _tr("分母"), now.denominator),
            ]
        lines += [
            FieldLine("reporter", _tr("责任单位"), now.reporter),
            FieldLine("better", _tr("方向"), now.better, tuple((words[b], b) for b in BETTERS)),
        ]

        def take(typed: dict[str, str]) -> str:
            over, under = typed.get("numerator", ""), typed.get("denominator", "")
            better = cast(Better, typed["better"])
            review.describe(
                line.no, Described(typed["name"], typed["definition"], over, under, typed["reporter"], better)
            )
            return _tr("新指标“{name}”已写明").format(name=typed["name"])

        self._take = take
        page.panel.open_for(_tr("新指标：写明它是什么（草稿里的是猜的）"), lines)

    def _taken(self, typed: object) -> None:
        page = self._page
        if self._take is None or not isinstance(typed, dict):
            return
        try:
            said = self._take(typed)
        except NotTakenError as fault:
            page.panel.tell(str(fault))
            return
        page.panel.close_()
        page.show_heads()
        page.show_rows()
        page.say(said, "good")
        page.table.setFocus()
