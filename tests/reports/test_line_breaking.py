"""Chinese lines: 避头尾, squeezing, whole figures, full measure, no widows; names in cells."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plandesk.reports.cells import axis_of, cell_lines, is_figure
from plandesk.reports.fonts import Typefaces, typefaces
from plandesk.reports.line_breaking import (
    NEVER_FIRST,
    NEVER_LAST,
    Line,
    Measure,
    natural_width,
    set_lines,
    tokens,
)

SIZE, WIDTH = 15.75, 442.2
FORBIDDEN_FIRST = "，。；：？！、）》”’】〕…—％%"
FORBIDDEN_LAST = "（《“‘【〔"


@pytest.fixture(scope="module")
def faces() -> Typefaces:
    return typefaces()


def lines_of(text: str, faces: Typefaces, width: float = WIDTH, indent: float = 31.5) -> tuple[Line, ...]:
    return set_lines(faces.shape(text, "song"), Measure(SIZE, width - indent, width))


phrases = st.sampled_from(
    ["永济市", "妇女发展规划", "（以下简称", "）", "《规划》", "“左右”", "，", "。", "；", "、", "：", "2024年", "95.2%", "12.5/10万",
     "2021—2025年", "4.4—132.3/10万", "≥98%", "26项", "0—6岁", "（见图2）", "提高0.3个百分点", "！", "？", "〔2023〕17号", "——"]
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.lists(phrases, min_size=1, max_size=70), st.integers(240, 480))
def test_any_text_is_broken_lawfully(pieces: list[str], width: int) -> None:
    """In columns wide enough for the longest figure with the marks that may not leave it."""
    faces, text = typefaces(), "".join(pieces)
    lines = lines_of(text, faces, width)
    assert "".join(line.text for line in lines) == text
    whole = re.fullmatch(f"[{re.escape(FORBIDDEN_FIRST + FORBIDDEN_LAST)}]*", text)
    for line in lines:
        assert line.width <= width + 0.5
    for before, after in pairwise(lines):
        marks_only = re.search(
            f"[{re.escape(FORBIDDEN_FIRST)}]{{4,}}|[{re.escape(FORBIDDEN_LAST)}]{{4,}}", text
        )
        if not whole and not marks_only:
            assert after.text[0] not in FORBIDDEN_FIRST, (before.text, after.text)
            assert before.text[-1] not in FORBIDDEN_LAST, (before.text, after.text)


@settings(deadline=None, max_examples=100)
@given(st.lists(phrases, min_size=1, max_size=60))
def test_figures_stay_whole(pieces: list[str]) -> None:
    faces, text = typefaces(), "永济市" + "的".join(pieces)
    ends, at = set(), 0
    for line in lines_of(text, faces):
        at += len(line.text)
        ends.add(at)
    for figure in re.finditer(r"[≥]?[0-9][0-9.,]*(?:—[0-9.]+)?(?:/10万|%|年|岁|项|个)?", text):
        assert not [e for e in ends if figure.start() < e < figure.end()], figure.group()


@pytest.mark.parametrize(
    "figure",
    [
        "12.5/10万",
        "≥95%",
        "0—6岁",
        "2021—2030年",
        "4例",
        "2.5个",
        "4.4—132.3/10万",
        "−0.3",
        "表12",
        "附件3",
        "100‰",
        "3:2",
    ],
)
def test_a_figure_is_one_token(figure: str) -> None:
    assert tokens(figure) == [(0, len(figure))]


def test_lines_fill_their_measure(faces: Typefaces) -> None:
    text = (
        "监测结果显示，三十项数值目标中二十一项已达标，三项有差距；十七项指标没有当年数据，数据缺口仍然较大。"
        * 3
    )
    *full, last = lines_of(text, faces)
    assert all(line.indent + line.width == pytest.approx(WIDTH, abs=0.6) for line in full)
    assert last.indent + last.width <= WIDTH
    assert full[0].indent == pytest.approx(31.5)


def test_adjacent_marks_are_squeezed_once(faces: Typefaces) -> None:
    plain = natural_width(faces.shape("规划》）。从", "song"), 10)
    assert plain == pytest.approx(60 - 10)  # two of three marks give half an em


def test_the_last_line_holds_two_characters(faces: Typefaces) -> None:
    for extra in range(1, 40):
        lines = lines_of("指标" * 27 + "数" * extra + "。", faces)
        assert len(lines[-1].text.rstrip("。")) >= 2


def test_a_wide_set_line_says_so(faces: Typefaces) -> None:
    lines = lines_of("数据由单位报送并审核106.8/10万以下的情况均已核实。", faces, 200, 0)
    assert any(line.loose for line in lines)


def test_a_word_longer_than_the_line_is_broken_not_lost(faces: Typefaces) -> None:
    lines = lines_of("A" * 300, faces, 200, 0)
    assert "".join(line.text for line in lines) == "A" * 300
    assert all(line.width <= 200.5 for line in lines)


def test_the_lists_agree() -> None:
    assert set(FORBIDDEN_FIRST) <= NEVER_FIRST
    assert set(FORBIDDEN_LAST) <= NEVER_LAST


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("适龄妇女宫颈癌人群筛查率", "适龄妇女宫颈癌"),
        ("事业单位领导班子成员中的女性比例", "事业单位领导班子"),
        ("建立家长学校或家庭教育指导服务站点的城市社区比例", "建立家长学校或"),
    ],
)
def test_names_are_broken_at_good_places(name: str, first: str, faces: Typefaces) -> None:
    lines = cell_lines(name, "song", 10, 109, faces, "left")
    assert "".join(line.text for line in lines) == name
    assert lines[0].text == first
    assert all(len(line.text) >= 2 for line in lines)


def test_figures_stand_on_one_axis(faces: Typefaces) -> None:
    axis = axis_of(["9.5", "65.4", "+0.25", "无", "2486"], "song", 10, faces)
    assert axis.right == pytest.approx(faces.width(".25", "song", 10))
    assert axis.left == pytest.approx(max(faces.width(t, "song", 10) for t in ("65", "+0")))
    assert [is_figure(t) for t in ("−0.3", "无", "—", "2486", "1586.00", "100", "≥98")] == [
        True, False, False, False, True, True, False,
    ]  # fmt: skip
