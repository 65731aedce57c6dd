"""The long work of a city's page, as functions of frozen inputs for the worker."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from plandesk.core.checking import Checker
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.desktop.jobs import Step

if TYPE_CHECKING:
    from plandesk.exchange.counties import RegionReturn


def _tr(text: str) -> str:
    return QCoreApplication.translate("CountyWork", text)


def reading(
    files: Sequence[Path], folder: Path | None, city: Snapshot, year: int, words: Words
) -> "Callable[[Step], tuple[RegionReturn, ...]]":
    """Reads ``files``, or all workbooks of ``folder``, against ``city``; nothing is stored by it."""
    looking, reading_ = _tr("正在看第{done}份，共{total}份"), _tr("正在读第{done}个地区")

    def work(step: Step) -> "tuple[RegionReturn, ...]":
        # openpyxl is loaded here, not when the window opens
        from plandesk.exchange.counties import county_paths, read_counties

        step(0, 0, "")
        paths = county_paths(folder) if folder is not None else files
        checker = Checker(city.library, words)  # of its own: the window's goes on working meanwhile

        def told() -> Iterator[Path]:
            for number, path in enumerate(paths, start=1):
                step(number, len(paths), looking.format(done=number, total=len(paths)))
                yield path

        done = []
        for returned in read_counties(told(), city, year, checker=checker, words=words):
            done.append(returned)
            step(len(done), len(paths), reading_.format(done=len(done)))
        return tuple(done)

    return work


def receipts(
    read: "Sequence[RegionReturn]", city: Snapshot, folder: Path, words: Words, at: datetime
) -> Callable[[Step], tuple[Path, ...]]:
    """Writes the receipts of what was read into ``folder``, all of them or none."""
    writing = _tr("正在写第{done}份回执，共{total}份")

    def work(step: Step) -> tuple[Path, ...]:
        from plandesk.exchange.receipts import ReceiptTray

        with ReceiptTray(folder, words=words, at=at) as tray:
            for number, returned in enumerate(read, start=1):
                step(number, len(read), writing.format(done=number, total=len(read)))
                tray.put(returned, city)
            return tray.publish()

    return work
