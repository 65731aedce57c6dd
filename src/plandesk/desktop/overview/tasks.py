"""The eight steps of the year with what is left of each, worked out from the desk."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from plandesk.core.days import day_words, read_day
from plandesk.core.entry_sheet import SheetRow
from plandesk.core.findings import Finding
from plandesk.core.form_trips import BoardRow, board, due_day
from plandesk.core.records import CellKey
from plandesk.desktop.actions.years import is_sealed
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.units import short_unit
from plandesk.desktop.plan_words import domains_of_indicators
from plandesk.desktop.rates import tally
from plandesk.desktop.standing import Progress, rows_of, sheet_progress

_BEHIND = ("slightly_off", "off_track", "moving_away", "missed")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Tasks", text)


@dataclass(frozen=True, slots=True)
class Task:
    """A step: how many are left, where, its state (done, doing, late, error, open, waiting), the verb and where it leads."""

    title: str
    left: int
    where: str
    state: str
    verb: str
    page: str
    address: CellKey | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the page shows of the chosen plan's year."""

    tasks: tuple[Task, ...]
    domains: tuple[tuple[str, Progress], ...]
    units: tuple[tuple[str, Progress], ...]
    forms: Mapping[str, BoardRow]
    first_blank: Mapping[str, CellKey]

    @property
    def whole(self) -> Progress:
        """All domains together."""
        return sum((progress for _, progress in self.domains), Progress())


def standing_of(desk: Desk, pages: Sequence[str]) -> Standing:
    """Where the year stands; steps whose page does not exist are left out."""
    snapshot, year, plan = desk.snapshot, desk.year, desk.plan
    findings = desk.findings()
    names = domains_of_indicators(plan, snapshot)
    domains: list[tuple[str, Progress]] = []
    by_unit: dict[str, dict[str, SheetRow]] = {}
    codes: dict[str, SheetRow] = {}
    for domain in desk.domains:
        rows = rows_of(desk.sheet(domain))
        domains.append((domain.name, sheet_progress(rows, snapshot, findings, year)))
        for row in rows:
            codes.setdefault(row.indicator.code, row)
            by_unit.setdefault(row.indicator.reporter, {})[row.indicator.code] = row
    units = [
        (unit, sheet_progress(tuple(rows.values()), snapshot, findings, year))
        for unit, rows in by_unit.items()
    ]
    units.sort(key=lambda pair: (pair[1].share, -pair[1].total))
    blanks = [
        CellKey(code, year) for code in codes
        if (o := snapshot.observation(code, year)) is None or not o.is_answered
    ]  # fmt: skip
    mine = [f for f in findings.all if f.indicator in codes and f.open]
    forms = {
        row.unit: row for row in board(snapshot, year, desk.now().date(), findings.all) if row.unit in by_unit
    }
    tasks = _tasks(desk, blanks, mine, names, len(codes), forms)
    first = {codes[key.indicator].indicator.reporter: key for key in reversed(blanks)}
    return Standing(tuple(t for t in tasks if t.page in pages), tuple(domains), tuple(units), forms, first)


def _tasks(
    desk: Desk,
    blanks: list[CellKey],
    mine: list[Finding],
    names: Mapping[str, str],
    codes: int,
    forms: Mapping[str, BoardRow],
) -> list[Task]:
    errors = [f for f in mine if f.severity == "error"]
    soft = [f for f in mine if f.severity == "warning"]
    behind = sum(n for key, n in tally(desk.evaluation().judgements()).items() if key in _BEHIND)
    assigned = _tr("{units}个单位分担{codes}个指标").format(units=len(forms), codes=codes)
    settled = not blanks and not errors and not soft
    wait = "waiting"
    clean = wait if len(blanks) == codes else "done"
    tasks = [
        Task(_tr("设置规划和责任单位"), 0, assigned, "done", _tr("查看"), "plans"),
        _collecting(desk, forms, bool(blanks)),
        Task(
            _tr("填空格"), len(blanks), _where((b.indicator for b in blanks), names), "open_blank" if blanks else "done",
            _tr("去填"), "entry", blanks[0] if blanks else None,
        ),
        Task(
            _tr("改强制性错误"), len(errors), _where((f.indicator for f in errors), names), "error" if errors else clean,
            _tr("去改"), "checks", errors[0].address if errors else None,
        ),
        Task(
            _tr("写核实性说明"), len(soft), _where((f.indicator for f in soft), names), "open" if soft else clean,
            _tr("去写"), "checks", soft[0].address if soft else None,
        ),
        Task(_tr("看评估和预警"), behind, _tr("有差距{count}项").format(count=behind), wait, _tr("查看"), "judging"),
        Task(
            _tr("出年度监测报告"), 0, _tr("可以出正式稿") if settled else _tr("前几步做完再出正式稿，现在可出草稿"), wait,
            _tr("去出"), "reports",
        ),
        _sending(desk),
    ]  # fmt: skip
    if is_sealed(desk) and settled:
        tasks = [replace(task, state="done") for task in tasks]
    return _with_current(tasks)


def _collecting(desk: Desk, forms: Mapping[str, BoardRow], any_blank: bool) -> Task:
    """收采集表: units whose form is out; where none went out, those who have figures to give."""
    title = _tr("收采集表")
    out = [row for row in forms.values() if row.state in ("sent", "late", "sent_back")]
    late = [row.unit for row in out if row.state == "late"]
    waiting = [row for row in forms.values() if row.state == "not_sent" and row.filled < row.total]
    if out:
        names = _names([row.unit for row in out])
        where = _tr("{units}未回").format(units=names)
        if late:
            where += _tr("，{count}个已过期").format(count=len(late))
        return Task(title, len(out), where, "late" if late else "doing_forms", _tr("催收"), "exchange")
    if any(row.times for row in forms.values()):
        rest = _tr("发出的都已收回")
        if waiting:
            rest += _tr("，{units}没有发").format(units=_names([row.unit for row in waiting]))
        return Task(title, len(waiting), rest, "waiting" if waiting else "done", _tr("查看"), "exchange")
    if not any_blank:
        return Task(title, 0, _tr("没有发采集表，数已直接填齐"), "done", _tr("查看"), "exchange")
    words = _tr("{count}个单位还没有发，也可以直接填报").format(count=len(waiting))
    return Task(title, len(waiting), words, "waiting", _tr("去发"), "exchange")


def due_line(desk: Desk) -> tuple[str, int | None]:
    """采集表退回期限 2025年4月20日，还有12天, and how many days are left (negative once it has passed); "" and None."""
    day = due_day(desk.snapshot, desk.year)
    if not day or is_sealed(desk):
        return "", None
    days = (read_day(day) - desk.now().date()).days
    left = _tr("还有{days}天") if days > 0 else _tr("就是今天") if days == 0 else _tr("已过{days}天")
    return _tr("退回期限{day}，{left}").format(day=day_words(day), left=left.format(days=abs(days))), days


def _names(units: Sequence[str]) -> str:
    shown = "、".join(short_unit(unit) for unit in units[:3])
    return _tr("{names}等{count}个单位").format(names=shown, count=len(units)) if len(units) > 3 else shown


def sealed_line(desk: Desk, count: int) -> str:
    """2024年已上报并封存（4月18日，共82个指标）: the day from the change log."""
    day = next(
        (
            step.at[:10]
            for step in desk.file.history()
            for change in step.changes
            if change.table == "year_state"
            and change.key == (desk.year,)
            and (change.after or {}).get("sealed")
        ),
        "",
    )
    words = _tr("{year}年已上报并封存（{month}月{day}日，共{count}个指标）。")
    _, month, number = (int(part) for part in day.split("-"))
    return words.format(year=desk.year, month=month, day=number, count=count)


def _sending(desk: Desk) -> Task:
    """The last step: done once the year is sealed."""
    title, to = _tr("导出上报文件并封存"), desk.plan.monitoring.data_to
    if is_sealed(desk):
        return Task(title, 0, _tr("已上报并封存"), "done", _tr("查看"), "exchange")
    state = desk.snapshot.years.get(desk.year)
    if state is not None and state.stage == "returned":
        return Task(title, 0, _tr("已重开，改完重新上报并封存"), "waiting", _tr("去报"), "exchange")
    return Task(title, 0, to, "waiting", _tr("去报"), "exchange")


def _with_current(tasks: list[Task]) -> list[Task]:
    """The first step with something left is the one being done."""
    for place, task in enumerate(tasks):
        if task.state == "open_blank":
            tasks[place] = Task(
                task.title, task.left, task.where, "doing", task.verb, task.page, task.address
            )
    return tasks


def _where(codes: Iterable[str], names: Mapping[str, str]) -> str:
    counts = Counter(names.get(code, "") for code in codes)
    parts = [f"{name}{count}" for name, count in counts.most_common(4)]
    rest = sum(counts.values()) - sum(count for _, count in counts.most_common(4))
    return "、".join([*parts, *([_tr("其他") + str(rest)] if rest else [])])
