"""The papers the 报表 page offers: their names, what may forbid one, and how each is made before it is printed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication

from plandesk.core.findings import Finding
from plandesk.core.judging import Evaluation
from plandesk.core.papers.evaluation_year import Kind, evaluation_year
from plandesk.core.plan import Plan
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words

if TYPE_CHECKING:  # the menus name the papers at the start; what one is made of is not needed yet
    from plandesk.core.report_model import Report


class Model(Protocol):
    """Makes the model of a paper; the preview shows it, reports/ prints it."""

    def __call__(
        self, snapshot: Snapshot, evaluations: Sequence[Evaluation], findings: Sequence[Finding], words: Words,
        *, month: str,
    ) -> "Report": ...  # fmt: skip


@dataclass(frozen=True, slots=True)
class Variant:
    """A way a paper can be made: its name among the writers of reports/, its words, its model when asked for."""

    writer: str
    words: str
    model: Callable[[], Model]


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper. ``about`` says in a line what it holds; the first of ``variants`` is the usual one.

    ``gated``: what is open in the year shows in it. ``evaluation``: made in one year of the plan only. ``annexes``:
    its tables are also to be had as a workbook.
    """

    key: str
    title: str
    about: str
    variants: tuple[Variant, ...]
    gated: bool = True
    evaluation: Kind | None = None
    annexes: bool = False


def _tr(text: str) -> str:
    return QCoreApplication.translate("Papers", text)


def papers() -> tuple[Paper, ...]:
    """Every paper in the order of the list."""
    return (
        Paper("annual", _tr("年度监测报告"), _tr("全年情况、分领域、预警和附表。"),
              (Variant("annual", "", _annual),), annexes=True),
        Paper("compendium", _tr("统计资料汇编"), _tr("规划期各年的数据表，只列数，不作评价。"),
              (Variant("compendium", "", _compendium),), annexes=True),
        Paper("warnings", _tr("预警清单"), _tr("有差距的、要留意的和两年没有数据的指标。"),
              (Variant("warnings", "", _warnings),)),
        Paper("units", _tr("督办单和反馈单"), _tr("每个责任单位各一份，可分开发。"),
              (Variant("units", "", _units),)),
        Paper("responsibility", _tr("目标任务分解表"), _tr("各领域目标、目标值和责任单位。"),
              (Variant("responsibility", "", _responsibility),), gated=False),
        Paper("forms", _tr("填报表"), _tr("各责任单位的纸表：空白的填写，已填的签字。"),
              (Variant("forms", _tr("先空白，后已填"), _forms),
               Variant("blank_forms", _tr("只要空白表"), _blank_forms),
               Variant("filled_forms", _tr("只要已填表"), _filled_forms)), gated=False),
        Paper("midterm", _tr("中期评估报告"), _tr("规划中期各目标的进展和到期前景。"),
              (Variant("midterm", "", _midterm),), evaluation="midterm"),
        Paper("final", _tr("终期评估报告"), _tr("规划期末各目标是否实现。"),
              (Variant("final", "", _final),), evaluation="final"),
    )  # fmt: skip


def expected_years(paper: Paper, snapshot: Snapshot, plans: Sequence[Plan]) -> tuple[int, ...]:
    """The years the paper may be made in for those plans, one per plan; () where any year will do."""
    if paper.evaluation is None:
        return ()
    return tuple(evaluation_year(snapshot, plan, paper.evaluation) for plan in plans)


# loaded when first shown, not when the window opens


def _annual() -> Model:
    from plandesk.core.annual.compose import annual_report

    return annual_report


def _compendium() -> Model:
    from plandesk.core.papers.compendium import compendium

    return compendium


def _warnings() -> Model:
    from plandesk.core.papers.warning_list import warning_list

    return warning_list


def _units() -> Model:
    from plandesk.core.papers.unit_sheets import unit_sheets

    return unit_sheets


def _responsibility() -> Model:
    from plandesk.core.papers.responsibility import responsibility_table

    return responsibility_table


def _forms() -> Model:
    from plandesk.core.papers.entry_forms import entry_forms

    return entry_forms


def _blank_forms() -> Model:
    from plandesk.core.papers.entry_forms import blank_forms

    return blank_forms


def _filled_forms() -> Model:
    from plandesk.core.papers.entry_forms import filled_forms

    return filled_forms


def _midterm() -> Model:
    from plandesk.core.papers.evaluation_report import midterm_report

    return midterm_report


def _final() -> Model:
    from plandesk.core.papers.evaluation_report import final_report

    return final_report
