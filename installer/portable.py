"""The portable zip: the same folder with a mark that keeps settings and data beside the program."""

from pathlib import Path

from archive import settle_dates, write_zip

PORTABLE_MARK = "portable.txt"
"""The program looks for it: ``plandesk.desktop.windows``."""
WORDS = (
    "有这个文件，计划台就是绿色版：设置、练习文件和新建的数据文件都放在本文件夹的“数据”里，可以整个放在移动盘上带走。\r\n"
    "更新：把新的压缩包解压到别处，再把“数据”文件夹移过去。删掉这个文件，设置就改放到本机的用户文件夹。\r\n"
)


def write_portable(folder: Path, out: Path) -> None:
    """Pack the program's ``folder`` as ``plandesk/``, with the mark; the folder itself stays without it."""
    mark = folder / PORTABLE_MARK
    mark.write_text(WORDS, encoding="utf-8-sig", newline="")
    try:
        write_zip(folder, out, below="plandesk/")
    finally:
        mark.unlink()
        settle_dates(folder)
