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
from plandesk.core.second_entry import Tally, scope_of
from plandesk.core.second_entry import tally as second_tally
from plandesk.desktop.actions.years import is_sealed, state_of
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
    """A step: how many are left, where, its state (done, doing, late, error, open, waiting), the verb and where it leads.

    ``act`` names what is begun there: ``second`` for 复录核对.
    """

    title: str
    left: int
    where: str
    state: str
    verb: str
    page: str
    address: CellKey | None = None
    act: str = ""


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
    second = _second(desk, bool(blanks))
    if second is not None:
        tasks.insert(3, second)
    if (
        is_sealed(desk) and not errors and not soft
    ):  # sent: what was left blank is said, but nobody is asked for it
        tasks = [replace(task, state="done", left=0, where=_sealed_where(task)) for task in tasks]
    return _with_current(tasks)


def _sealed_where(task: Task) -> str:
    if task.page == "entry" and task.left and not task.act:
        return _tr("{count}格没有填").format(count=task.left)
    return task.where


def _second(desk: Desk, any_blank: bool) -> Task | None:
    """复录核对: once it has begun, and from when all is filled; a county that does not type twice is not pressed."""
    snapshot, scope = desk.snapshot, scope_of(desk.snapshot)
    rows = (rows_of(desk.sheet(domain)) for domain in desk.domains)
    how = sum((second_tally(each, snapshot, desk.year, scope) for each in rows), Tally())
    begun = how.verified + how.differing
    if not how.total or (not begun and (any_blank or is_sealed(desk))):
        return None
    title, verb = _tr("复录核对"), _tr("去录")
    if begun == how.total and not how.differing:
        return Task(
            title,
            0,
            _tr("两次一致{count}个").format(count=how.total),
            "done",
            _tr("查看"),
            "entry",
            act="second",
        )
    if not begun:
        words = (
            _tr("重点指标{count}个可再录一次，防错录")
            if scope == "key"
            else _tr("{count}个数可再录一次，防错录")
        )
        return Task(title, 0, words.format(count=how.total), "choice", verb, "entry", act="second")
    words = _tr("已复录{done}/{total}").format(done=how.verified, total=how.total)
    if how.differing:
        words += _tr("，{count}个两次不同").format(count=how.differing)
    state = "open_second" if how.differing else "waiting"
    return Task(title, how.waiting + how.differing, words, state, verb, "entry", act="second")


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
        elif state_of(desk).due and (words := _left(desk, due_day(desk.snapshot, desk.year))):
            where += _tr("，退回期限{left}").format(left=words)
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
    """上报期限2025年4月20日，还有12天, and how many days are left (negative once it has passed); "" and None.

    Where no day for sending up is set, the day by which the forms are to be back.
    """
    to_send = state_of(desk).due
    day = to_send or due_day(desk.snapshot, desk.year)
    if not day or is_sealed(desk):
        return "", None
    words = _tr("上报期限{day}，{left}") if to_send else _tr("退回期限{day}，{left}")
    return words.format(day=day_words(day), left=_left(desk, day)), _days(desk, day)


def _days(desk: Desk, day: str) -> int:
    return (read_day(day) - desk.now().date()).days


def _left(desk: Desk, day: str) -> str:
    """还有12天; "" for no day."""
    if not day:
        return ""
    days = _days(desk, day)
    left = _tr("还有{days}天") if days > 0 else _tr("就是今天") if days == 0 else _tr("已过{days}天")
    return left.format(days=abs(days))


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
