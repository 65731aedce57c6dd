"""Errands of the whole window: backing up and bringing a backup back, handing over, the practice file, what an earlier fault left."""

from collections.abc import Callable, Sequence
from pathlib import Path

from plandesk.core.plan import Plan
from plandesk.core.problems import KnownProblem
from plandesk.desktop.ask import DATA_SUFFIX
from plandesk.desktop.crash import CrashLog
from plandesk.desktop.frame.window import DeskWindow
from plandesk.desktop.jobs import Job
from plandesk.desktop.windows import Drive, drive_of
from plandesk.store.national import load_national
from plandesk.store.restoring import restore

PRACTICE_YEARS = 4
PRACTICE_SEED = 1


def restore_backup(window: DeskWindow) -> None:
    """Choose a copy, choose where it goes, open it; what stood there is kept aside."""
    desk, ask = window.desk, window.ask
    copy = ask.backup_to_open(window, desk.preferences.last_folder)
    if copy is None:
        return
    proposal = copy.parent.with_name(copy.parent.name.removesuffix("备份") + DATA_SUFFIX)
    target = ask.data_file_to_make(window, str(proposal))
    if target is None:
        return
    window.leave_file()
    if desk.is_open and desk.file.path == target:
        desk.close()
    try:
        aside = restore(copy, target, by=desk.preferences.person, words=desk.words, now=desk.now)
    except KnownProblem as problem:
        _complain(window, desk.words.problem(problem))
        return
    window.open_path(target)
    if aside is not None:
        window.notice.tell(window.tr("原来的文件改名为 {name}，没有删除。").format(name=aside.name))


def open_practice(window: DeskWindow, packs: Sequence[Plan]) -> None:
    """Open the practice file; made with sample figures of the first county's plans where it is not there yet."""
    from plandesk.core.sample import sample_figures

    desk = window.desk
    path = Path(desk.preferences.folder) / (window.tr("练习") + DATA_SUFFIX)
    if path.exists():
        window.open_path(path)
        return
    region = packs[0].region
    plans = sorted((p for p in packs if p.region == region), key=lambda plan: plan.audience != "women")
    first, last = plans[0].period
    year = min(max(desk.now().year - 1, first), last)
    window.leave_file()
    try:
        desk.create(path, region, plans, year)
    except KnownProblem as problem:
        _complain(window, desk.words.problem(problem))
        return
    years = range(year - PRACTICE_YEARS + 1, year + 1)
    figures = sample_figures(
        desk.snapshot, years, seed=PRACTICE_SEED, national=load_national(), words=desk.words
    )
    label = desk.words.say("desk_log.sample", years=f"{years[0]}—{years[-1]}")
    desk.record(figures, origin="sample", label=label)


def hand_over(window: DeskWindow) -> None:
    """交接…: a copy of the data file and the page on where things stand, into a folder; the page is drawn aside."""
    desk = window.desk
    if not desk.is_open:
        return
    title = window.tr("交接材料放在哪个文件夹")
    folder = window.ask.folder_to_write(window, title, desk.preferences.last_folder)
    if folder is None:
        return
    if window.page is not None:
        window.page.settle()
    from plandesk.reports.handover import copy_into, write_page

    snapshot, year, words, at, by = desk.snapshot, desk.year, desk.words, desk.now(), desk.file.by
    try:
        pack = copy_into(desk.file, folder, words=words, at=at)
    except KnownProblem as problem:
        window.notice.tell(words.problem(problem))
        return
    except OSError:
        window.notice.tell(window.tr("不能写到 {folder}。请换一个文件夹。").format(folder=folder))
        return
    job = Job(lambda _: write_page(snapshot, year, pack, words=words, at=at, by=by), window)
    done = window.tr("交接材料已写好：数据文件副本和一页交接单，在 {folder}")
    job.done.connect(
        lambda path: window.notice.tell(
            done.format(folder=folder), window.tr("打开交接单"), lambda: window.ask.show_file(path)
        )
    )
    job.failed.connect(lambda fault: window.notice.tell(_fault_words(window, fault)))
    job.start()


def _fault_words(window: DeskWindow, fault: object) -> str:
    if isinstance(fault, KnownProblem):
        return window.desk.words.problem(fault)
    return window.tr("数据文件副本已写好，交接单没有写成（{fault}）。").format(fault=type(fault).__name__)


def back_up_now(window: DeskWindow) -> None:
    """立即备份: one click, into the folder of the daily copies."""
    from plandesk.desktop.settings.file_care import copy_now

    desk = window.desk
    if not desk.is_open:
        return
    if window.page is not None:
        window.page.settle()
    try:
        target = copy_now(desk)
    except KnownProblem as problem:
        window.notice.tell(desk.words.problem(problem))
    else:
        desk.said.emit(window.tr("已备份：{path}").format(path=target), "good")


def _complain(window: DeskWindow, sentence: str) -> None:
    if window.desk.is_open:
        window.desk.said.emit(sentence, "bad")
    else:
        window.welcome.complain(sentence, left=True)


def tell_of_place(window: DeskWindow, drive: Callable[[Path], Drive] = drive_of) -> None:
    """A file on a stick or a network drive is opened with a word of what to mind there."""
    path = window.desk.file.path
    kind = drive(path)
    if kind == "removable":
        sentence = window.tr(
            "数据文件在移动盘上（{drive}）。拔出前先关闭文件，并用“安全删除硬件”；本机最好也留一份备份。"
        )
    elif kind == "network":
        sentence = window.tr(
            "数据文件在网络盘上（{drive}）。网络一断就写不进去，最好放在本机，用备份和上报文件来交换。"
        )
    else:
        return
    window.notice.tell(sentence.format(drive=path.anchor.rstrip("\\")))


def tell_of_crash(window: DeskWindow, crash: CrashLog) -> None:
    """What an earlier run left is offered once; what goes wrong now is said at once, and the window stays."""
    if crash.waiting:
        window.notice.tell(
            window.tr("上次程序出过错，数据完好。原因记在 {path}").format(path=crash.file),
            window.tr("不再提示"),
            crash.acknowledge,
        )
    crash.on_fault = lambda: window.desk.troubled.emit(
        window.tr("程序出了错，已写好的数据完好，可以继续。原因记在 {path}").format(path=crash.file)
    )
