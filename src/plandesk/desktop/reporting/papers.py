"""The papers the 报表 page offers: their names, their variants, what may forbid one, what can be chosen for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from plandesk.core.papers.evaluation_year import Kind, evaluation_year
from plandesk.core.plan import Plan
from plandesk.core.snapshot import Snapshot

if TYPE_CHECKING:  # the menus name the papers at the start; what one is made of is not needed yet
    from plandesk.core.annual.options import Part
    from plandesk.core.papers.free_texts import EditableKind
    from plandesk.core.papers.making import ReportKind


@dataclass(frozen=True, slots=True)
class Variant:
    """A way a paper can be made: its name among the writers of reports/, its words."""

    writer: "ReportKind"
    words: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper. ``about`` says in a line what it holds; the first of ``variants`` is the usual one.

    ``gated``: what is open in the year shows in it. ``evaluation``: made in one year of the plan only. ``annexes``:
    its tables are also to be had as a workbook. ``public``: there is a public edition; ``editable``: parts of it are
    the clerk's to write; ``parts``: what may be left out, with its words.
    """

    key: str
    title: str
    about: str
    variants: tuple[Variant, ...]
    gated: bool = True
    evaluation: Kind | None = None
    annexes: bool = False
    public: bool = False
    editable: "EditableKind | None" = None
    parts: "tuple[tuple[Part, str], ...]" = ()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Papers", text)


def papers() -> tuple[Paper, ...]:
    """Every paper in the order of the list."""
    return (
        Paper("annual", _tr("年度监测报告"), _tr("全年情况、分领域、预警和附表。"),
              (Variant("annual", ""),), annexes=True, public=True, editable="annual", parts=_annual_parts()),
        Paper("compendium", _tr("统计资料汇编"), _tr("规划期各年的数据表，只列数，不作评价。"),
              (Variant("compendium", ""),), annexes=True, public=True),
        Paper("warnings", _tr("预警清单"), _tr("有差距的、要留意的和两年没有数据的指标。"),
              (Variant("warnings", ""),)),
        Paper("units", _tr("督办单和反馈单"), _tr("每个责任单位各一份，可分开发。"),
              (Variant("units", ""),)),
        Paper("responsibility", _tr("目标任务分解表"), _tr("各领域目标、目标值和责任单位。"),
              (Variant("responsibility", ""),), gated=False),
        Paper("forms", _tr("填报表"), _tr("各责任单位的纸表：空白的填写，已填的签字。"),
              (Variant("forms", _tr("先空白，后已填")),
               Variant("blank_forms", _tr("只要空白表")),
               Variant("filled_forms", _tr("只要已填表"))), gated=False),
        Paper("midterm", _tr("中期评估报告"), _tr("规划中期各目标的进展和到期前景。"),
              (Variant("midterm", ""),), evaluation="midterm", public=True, editable="midterm"),
        Paper("final", _tr("终期评估报告"), _tr("规划期末各目标是否实现。"),
              (Variant("final", ""),), evaluation="final", public=True, editable="final"),
        Paper("checks", _tr("审核单"), _tr("审核问题、怎么办和审核说明，签字存档。"),
              (Variant("checks", ""),), gated=False),
    )  # fmt: skip


def _annual_parts() -> "tuple[tuple[Part, str], ...]":
    return (
        ("overview", _tr("总体情况")),
        ("domains", _tr("各领域监测情况")),
        ("attention", _tr("预警指标及原因")),
        ("problems", _tr("存在问题")),
        ("advice", _tr("对策建议")),
        ("table", _tr("附件：指标监测数据")),
        ("missing", _tr("附件：缺数据的指标")),
        ("notes", _tr("附件：编制说明和指标解释")),
        ("signatures", _tr("签署页")),
    )


def expected_years(paper: Paper, snapshot: Snapshot, plans: Sequence[Plan]) -> tuple[int, ...]:
    """The years the paper may be made in for those plans, one per plan; () where any year will do."""
    if paper.evaluation is None:
        return ()
    return tuple(evaluation_year(snapshot, plan, paper.evaluation) for plan in plans)
