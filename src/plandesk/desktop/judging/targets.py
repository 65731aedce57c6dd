"""The list of 评估预警: targets with figure, verdict, forecast and warnings; goals with their self-assessment."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from plandesk.core.figures import possible
from plandesk.core.indicator import Indicator
from plandesk.core.judging import Judgement
from plandesk.core.records import STATUS_WORDS
from plandesk.core.snapshot import Snapshot
from plandesk.core.target_words import target_words
from plandesk.desktop.judging.alerts import ALERT_MARKS, alert_lines, alert_words
from plandesk.desktop.judging.follow_marks import follow_up_cell
from plandesk.desktop.judging.lines import JudgedLine, assessment_of
from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.rows import TableRow
from plandesk.desktop.look.verdicts import verdict_mark

COLUMNS = ("name", "target", "stage", "value", "verdict", "other", "forecast", "alerts", "follow_up")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Judging", text)


GOAL_COLUMNS = ("name", "verdict", "alerts")


def target_columns(year: int, stages: Iterable[int], *, goals: bool = False) -> tuple[Column, ...]:
    """The columns; the forecast's head names the stage year where all targets share one.

    For ``goals`` without figures only ``GOAL_COLUMNS`` are to be shown.
    """
    years = set(stages)
    ahead = _tr("预测{year}").format(year=years.pop()) if len(years) == 1 else _tr("预测")
    return (
        Column("name", _tr("定性目标") if goals else _tr("指标"), 0, least=190),
        Column("target", _tr("目标值"), 74, "right"),
        Column("stage", _tr("阶段"), 48, "right"),
        Column("value", _tr("{year}年").format(year=year), 76, "decimal"),
        Column("verdict", _tr("自评") if goals else _tr("判定"), 90),
        Column("other", _tr("另法"), 90),
        Column("forecast", ahead, 76, "decimal"),
        Column("alerts", _tr("依据"), 330) if goals else Column("alerts", _tr("预警"), 124),
        Column("follow_up", _tr("督办单"), 106),
    )


def target_rows(
    lines: Sequence[JudgedLine], plan_id: str, snapshot: Snapshot, today: date
) -> tuple[TableRow, ...]:
    """A row per line; each stands for its line. What is overdue is so ``today``."""
    return tuple(
        TableRow(
            _goal_cells(line, plan_id, snapshot)
            if line.judgement.target is None
            else (*_cells(line, snapshot), follow_up_cell(line.judgement, plan_id, snapshot, today)),
            line,
        )
        for line in lines
    )


def _goal_cells(line: JudgedLine, plan_id: str, snapshot: Snapshot) -> tuple[CellLook, ...]:
    goal, domain = line.judgement.goal, line.judgement.domain
    title = goal_title(line.judgement)
    given = assessment_of(line.judgement, plan_id, snapshot)
    evidence = given.evidence if given is not None else ""
    where = domain.name if domain is not None and goal is not None else ""
    blank = CellLook(ground="tint")
    return (
        CellLook(title, tip=f"{where}\n{title}"),
        blank, blank, blank,
        CellLook(line.word, ink=line.mark.ink, sign=line.mark.sign, sign_ink=line.mark.ink),
        blank, blank,
        CellLook(evidence, ink="ink2", tip=evidence),
        blank,
    )  # fmt: skip


def goal_title(judgement: Judgement) -> str:
    """目标3 and what it is about."""
    goal = judgement.goal
    return _tr("目标{no}  {summary}").format(no=goal.no, summary=goal.summary) if goal is not None else ""


def place_words(judgement: Judgement) -> str:
    """Where a target stands: domain, goal, measure or project."""
    parts = []
    if judgement.domain is not None:
        parts.append(judgement.domain.name)
    if judgement.goal is not None:
        parts.append(goal_title(judgement))
    if judgement.measure is not None:
        kind = _tr("措施{no}  {title}") if judgement.domain is not None else _tr("实事项目{no}  {title}")
        parts.append(kind.format(no=judgement.measure.no, title=judgement.measure.title))
    return "，".join(parts)


def _ahead(forecast: str | None, indicator: Indicator) -> str:
    """The forecast, where the straight line has not left what the indicator can be."""
    return forecast if forecast is not None and possible(Decimal(forecast), indicator) else ""


def _cells(line: JudgedLine, snapshot: Snapshot) -> tuple[CellLook, ...]:
    judgement = line.judgement
    target, indicator = judgement.target, judgement.indicator
    assert target is not None
    assert indicator is not None
    counted = "ink" if judgement.counted else "ink2"
    aim = target_words(target, indicator.unit, snapshot.library)
    remark = f"\n{target.remark}" if target.remark else ""
    level = judgement.level
    mark = ALERT_MARKS[level] if level is not None else None
    alerts = CellLook(
        alert_words(judgement.alerts), ink=mark.ink if mark else "ink2", sign=mark.sign if mark else "",
        sign_ink=mark.ink if mark else "ink2", tip=alert_lines(judgement.alerts),
    )  # fmt: skip
    return (
        CellLook(
            judgement.name,
            ink=counted,
            unit=indicator.unit,
            tip=f"{judgement.name}\n{place_words(judgement)}{remark}",
        ),
        CellLook(aim, "right", tip=aim),
        CellLook(str(target.stage_year), "right", "ink2"),
        _value(judgement, snapshot),
        CellLook(line.word, ink=line.mark.ink, sign=line.mark.sign, sign_ink=line.mark.ink),
        _other(line.other),
        CellLook(_ahead(judgement.forecast, indicator), "decimal", "ink2"),
        alerts,
    )


def _value(judgement: Judgement, snapshot: Snapshot) -> CellLook:
    if judgement.value is not None:
        kept = judgement.year_of_value
        tip = _tr("沿用{year}年").format(year=kept) if kept not in (None, judgement.year) else ""
        return CellLook(judgement.value, "decimal", tip=tip)
    assert judgement.indicator is not None
    observation = snapshot.observation(judgement.indicator.code, judgement.year)
    word = STATUS_WORDS.get(observation.status, "") if observation is not None else ""
    return CellLook(word, "right", "ink2")


def _other(other: Judgement | None) -> CellLook:
    if other is None:
        return CellLook()
    mark = verdict_mark(other)
    return CellLook(other.word, ink=mark.ink, sign=mark.sign, sign_ink=mark.ink)
