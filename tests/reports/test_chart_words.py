"""Words in charts: none on a line, a point or another word as long as there is a free place; dumbbells row by row."""

from decimal import Decimal
from typing import Any

import pytest

from plandesk.core.report_model import Dumbbell, Dumbbells, LineChart, Series
from plandesk.reports.dumbbells import dumbbell_drawing
from plandesk.reports.fonts import typefaces
from plandesk.reports.labels import Box, Labels, box_of
from plandesk.reports.line_charts import line_drawing, nice_ticks

D = Decimal


def series(name: str, values: str, first: int = 2020, **more: Any) -> Series:
    points = tuple((first + k, D(v)) for k, v in enumerate(values.split()) if v != "-")
    return Series(name, points, **more)


def line(*several: Series, target: str = "", last: int | None = None, decimals: int = 1) -> LineChart:
    words = f"2030年目标{target}%" if target else ""
    return LineChart("图1", "指标", "%", several, decimals, D(target) if target else None, words, last)


CHARTS = {
    "two lines": line(series("宫颈癌", "52.3 56.8 60.1 62.9 65.4"), series("乳腺癌", "48.6 51.9 55.0 57.4 56.2"), target="70"),
    "forecast": line(series("锻炼", "40.8 41.3 41.9 42.2 42.6", forecast=(2030, D("45.3"), "推算45.3")), target="48", last=2030),
    "on the target": line(series("入学", "99.94 99.94 99.95 99.94", forecast=(2024, D("99.95"), "推算99.95")), target="99.95", last=2024, decimals=2),
    "just under it": line(series("入学", "94.1 94.6 95.2 95.4", forecast=(2024, D("95.9"), "推算95.9")), target="96", last=2024),
    "falling": line(series("死亡率", "9.4 8.8 7.9 7.1 6.6"), target="6.5"),
    "gap and break": line(series("断", "50 52 - 53 40 41 43", breaks=frozenset({2024})), target="45"),
    "one point": line(series("单", "12.5")),
}  # fmt: skip


def words_of(drawing: Any) -> list[tuple[str, Box]]:
    faces = typefaces()
    found = []
    for shape in drawing.contents:
        if type(shape).__name__ == "String":
            wide = sum(faces.width(char, "song", shape.fontSize) for char in shape.text)
            found.append(
                (shape.text, Box(shape.x, shape.y - 1, shape.x + wide, shape.y + 0.74 * shape.fontSize))
            )
    return found


@pytest.mark.parametrize("name", CHARTS)
def test_no_word_lies_on_another_or_outside(name: str) -> None:
    drawing = line_drawing(CHARTS[name], 215, 158, typefaces())
    words = words_of(drawing)
    for k, (text, box) in enumerate(words):
        assert box.left > -1, text
        assert box.right < 217, text
        assert box.top < 159, text
        for other, place in words[k + 1 :]:
            assert box.shared(place) == 0, (text, other)


@pytest.mark.parametrize("name", CHARTS)
def test_no_figure_is_struck_through(name: str) -> None:
    drawing: Any = line_drawing(CHARTS[name], 215, 158, typefaces())
    strokes = [
        (s.x1, s.y1, s.x2, s.y2)
        for s in drawing.contents
        if type(s).__name__ == "Line" and s.strokeWidth > 0.7
    ]
    for text, box in words_of(drawing):
        assert not [s for s in strokes if box.crossing(s) > 1.5], text


def test_every_value_and_the_target_are_printed() -> None:
    texts = [text for text, _ in words_of(line_drawing(CHARTS["two lines"], 215, 158, typefaces()))]
    assert {"52.3", "65.4", "48.6", "56.2", "57.4"} <= set(texts)
    assert "".join(texts).count("2030年目标70%") == 1
    long = [text for text, _ in words_of(line_drawing(CHARTS["forecast"], 215, 158, typefaces()))]
    assert "42.6" in long
    assert "41.9" not in long  # on a long axis the first and last only


def test_a_place_is_chosen_that_is_free() -> None:
    labels = Labels(Box(0, 0, 100, 100))
    labels.keep_clear(50, 50, 3)
    labels.strokes.append((0, 60, 100, 60))
    assert labels.place(20, 8, [(40, 55), (40, 38)]) == (40, 38)  # a line runs through the first
    assert labels.place(20, 8, [(40, 38), (40, 25)]) == (40, 25)  # words stand on the first
    assert labels.place(20, 8, [(90, 10), (70, 10)]) == (70, 10)  # the first sticks out


def test_boxes_measure_what_crosses_them() -> None:
    box = Box(0, 0, 10, 10)
    assert box.crossing((-5, 5, 15, 5)) == pytest.approx(10)
    assert box.crossing((0, 12, 10, 12)) == 0
    assert box.crossing((5, 5, 5, 5)) == 0
    assert box.shared(Box(5, 5, 20, 20)) == 25
    assert box_of(10, 10, 20, 8).top > 16


ROWS = (
    Dumbbell("适龄妇女宫颈癌人群筛查率", D("52.3"), D("65.4"), "+13.1", D("70")),
    Dumbbell("孕妇贫血率", D("11.9"), D("9.5"), "−2.4", D("10")),
    Dumbbell(
        "九年义务教育巩固率达到国家规定要求的县（市、区）所占比例", D("99.1"), D("99.4"), "+0.3", D("98")
    ),
    Dumbbell("相同", D("38.1"), D("38.1"), "0"),
    Dumbbell("到头", D("0"), D("100.0"), "+100.0", D("100")),
)


@pytest.mark.parametrize("width", [442.0, 638.0])
def test_a_dumbbell_chart_says_every_value_once_and_clearly(width: float) -> None:
    chart = Dumbbells("图1", "进展", "%", ("2020年", "2024年"), ROWS, "变化", "目标值")
    drawing = dumbbell_drawing(chart, width, typefaces())
    words = words_of(drawing)
    texts = [text for text, _ in words]
    assert all(texts.count(v) == 1 for v in ("52.3", "65.4", "11.9", "9.5", "38.1", "100.0", "+13.1", "−2.4"))
    assert {"2020年", "2024年", "目标值", "变化"} <= set(texts)
    assert any("九年义务教育" in text for text in texts)  # a long name on two lines
    for k, (text, box) in enumerate(words):
        assert box.left >= -0.5, text
        assert box.right <= width + 0.5, text
        for other, place in words[k + 1 :]:
            assert box.shared(place) < 1, (text, other)


def test_dumbbells_survive_one_value_for_all() -> None:
    same = Dumbbells("图1", "同", "%", ("女", "男"), (Dumbbell("甲", D(5), D(5), "0", decimals=0),) * 3)
    assert dumbbell_drawing(same, 442, typefaces()).height > 60


@pytest.mark.parametrize(
    ("low", "high"), [("0", "100"), ("9.5", "99.4"), ("50", "50"), ("0", "0"), ("-3", "4")]
)
def test_ticks_enclose_the_values(low: str, high: str) -> None:
    for roomy in (True, False):
        ticks, _ = nice_ticks(D(low), D(high), 7, roomy=roomy)
        assert ticks[0] <= D(low)
        assert ticks[-1] >= D(high)
        assert len(ticks) >= 2
    assert nice_ticks(D(0), D(100), 7, roomy=False)[0][-1] == 100
