"""Cells of tables: names broken where a reader would break them, figures on one decimal axis."""

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from plandesk.reports.fonts import Typefaces
from plandesk.reports.line_breaking import (
    NEVER_FIRST,
    NEVER_LAST,
    Line,
    Measure,
    natural_width,
    set_lines,
    tokens,
)
from plandesk.reports.roles import Role

# A two-line name ends its first line after one of these…
_GOOD_END = ("的", "中", "、", "）", "或", "和", "及", "与")
# …or begins its second with one of these.
_GOOD_START = (
    "（",
    "人数",
    "比例",
    "女性",
    "女生",
    "覆盖率",
    "达标率",
    "死亡率",
    "发生率",
    "普及率",
    "检测率",
    "参保",
    "人群",
)
# Words of the field that a cell does not cut in two; a table's narrow columns would otherwise do so often.
_UNCUT = re.compile(
    "基本|养老|失业|工伤|生育|医疗|卫生|服务|机构|人员|就业|技术|技能|职业|培训|教育|学校|学科|专业|性别|结构|女性|妇女|儿童|男女|两性|"
    "比例|比重|人数|数量|水平|差距|普及|覆盖|指导|组织|社区|社会|保险|代表|大会|负责|成员|委员|管理|参保|待遇|"
    "健康|死亡|伤害|发生|致残|近视|学生|残疾|心理|达标|标准|合格|检测|筛查|传播|感染|体育|锻炼|参加|经常|"
    "事业|单位|企业|国有|政府|部门|领导|班子|干部|正职|主任|书记|党组|村委|居委|饮用|水源|水质|农村|城市|城镇|"
    "家庭|家长|站点|场所|活动|公益|工作|时间|睡眠|运动|强度|户外|高中|初中|小学|阶段|义务|学龄|幼儿|托位|婴幼|"
    "未成年人|犯罪|人口|平均|预期|寿命|年限|受教|净入学|毛入|文盲|科学|素养|素质|人才|高级|劳动|城乡|区域|群体|公共|趋势|减缓|上升|平衡|下达|覆盖率|普及率|年限"
)
_SENTENCE = re.compile("[，。；：]")
_PREFERRED = 5.0  # squared em of unevenness that a good break is worth
_AXIS_DIGITS = 3  # integers of more digits stand apart from the decimal axis


def cell_lines(
    text: str, role: Role, size: float, width: float, faces: Typefaces, align: str
) -> tuple[Line, ...]:
    """``text`` in a cell ``width`` points wide; a name of several lines is broken at its best places."""
    measure = Measure(size, width, width, align, widow=2)
    if "\n" in text:
        return tuple(
            line for piece in text.split("\n") for line in cell_lines(piece, role, size, width, faces, align)
        )
    shaped = faces.shape(text, role)
    if natural_width(shaped, size) <= width:
        return set_lines(shaped, measure)
    # a sentence (a reason) is set like one; only names are made even
    parts = None if _SENTENCE.search(text) else _best_parts(text, width / size, shaped.widths)
    if parts is None:
        return set_lines(shaped, measure)
    return tuple(line for part in parts for line in set_lines(faces.shape(part, role), measure))


def _best_parts(text: str, room: float, widths: Sequence[float]) -> list[str] | None:
    """``text`` in as few lines of ``room`` em as it needs, as even as they can be, broken at good places.

    None where no such lines exist (a word longer than a line).
    """
    at = [0.0]
    for width in widths:
        at.append(at[-1] + width)
    cuts = [0, *_places(text), len(text)]
    count = max(2, math.ceil(at[-1] / room - 0.001))
    for lines in range(count, count + 3):
        found = _evenest(cuts, at, lines, room, text)
        if found is not None:
            return [text[a:b] for a, b in itertools.pairwise(found)]
    return None


def _places(text: str) -> list[int]:
    """Where ``text`` may be broken: not in a figure or word, no forbidden mark at either side, two characters left."""
    inside = {k for match in _UNCUT.finditer(text) for k in range(match.start() + 1, match.end())}
    return [
        cut for _, cut in tokens(text)[:-1]
        if cut >= 2 and len(text) - cut >= 2 and cut not in inside
        and text[cut] not in NEVER_FIRST and text[cut - 1] not in NEVER_LAST
    ]  # fmt: skip


def _evenest(cuts: list[int], at: list[float], lines: int, room: float, text: str) -> list[int] | None:
    """The cuts (ends included) of the evenest division into ``lines`` lines; None where one would be too wide."""
    share = at[-1] / lines
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    for _ in range(lines):
        further: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, path) in best.items():
            for cut in cuts:
                width = at[cut] - at[start] if cut > start else 0.0
                if not 0 < width <= room + 0.001:
                    continue
                total = cost + (width - share) ** 2 - _worth(text, cut)
                if cut not in further or total < further[cut][0]:
                    further[cut] = (total, [*path, cut])
        best = further
    return best[len(text)][1] if len(text) in best else None


def _worth(text: str, cut: int) -> float:
    """What a break before ``cut`` is worth, in squared em of unevenness."""
    good = text[:cut].endswith(_GOOD_END) or text[cut:].startswith(_GOOD_START)
    return _PREFERRED if good and cut < len(text) else 0.0


@dataclass(frozen=True, slots=True)
class Axis:
    """Where the decimal points of a column stand: widths left and right of the point (points)."""

    left: float
    right: float

    def offset(self, width: float) -> float:
        """From the column's left edge to the decimal axis, the block of figures standing in the middle."""
        return (width - self.left - self.right) / 2 + self.left


def is_figure(text: str) -> bool:
    """Whether a cell is a number that stands on the axis (words, signs and long integers do not)."""
    bare = text.lstrip("+−-").replace(".", "", 1)
    whole = text.lstrip("+−-").partition(".")[0]
    return bare.isascii() and bare.isdigit() and not (len(whole) > _AXIS_DIGITS and "." not in text)


def axis_of(texts: Sequence[str], role: Role, size: float, faces: Typefaces) -> Axis:
    """The axis of a column of figures. Columns without a figure have a zero axis."""
    left = right = 0.0
    for text in texts:
        if is_figure(text):
            whole, point, fraction = text.partition(".")
            left = max(left, faces.width(whole, role, size))
            right = max(right, faces.width(point + fraction, role, size))
    return Axis(left, right)
