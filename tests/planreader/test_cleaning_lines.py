"""Lines made uniform and joined, with every sign's place kept."""

import pytest

from plandesk.planreader.cleaning import clean
from plandesk.planreader.documents import Document
from plandesk.planreader.numbering import items
from plandesk.planreader.paragraphs import Mark, Paragraph, paragraphs


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("## **（一）妇女与健康**", "（一）妇女与健康"),
        ("- 1.提高２０２５年的９５．５％", "1.提高2025年的95.5%"),
        ("死 亡 率 控 制 在 12.5 / 10 万 以 内", "死亡率控制在12.5/10万以内"),
        ("达到9O%，l2.5/1O万，5%o以下", "达到90%，12.5/10万，5‰以下"),
        ("预期寿命达到78。1岁", "预期寿命达到78.1岁"),
        ("小学∶初中,高中(学段):是", "小学：初中，高中（学段）：是"),
        ("| 1 | 孕产妇死亡率 |", "1\t孕产妇死亡率"),
        ("|---|---|", ""),
        ("----------", ""),
        ("0〜6岁　儿童", "0～6岁儿童"),
        ("HPV vaccine 接种", "HPV vaccine接种"),
        ("\u200b主要\ufeff目标", "主要目标"),
    ],
)  # fmt: skip
def test_a_line_made_uniform(raw: str, text: str) -> None:
    assert clean(raw).text == text


def test_every_sign_keeps_its_place() -> None:
    raw = "  ## 死 亡 率 降 至 １０ ％ 以 下"
    line = clean(raw)
    assert line.text == "死亡率降至10%以下"
    assert [raw[at] for at in line.columns] == list("死亡率降至１０％以下")


def _read(text: str) -> tuple[Paragraph, ...]:
    return paragraphs(Document("规划.txt", tuple(text.split("\n")), {}))


def test_a_sentence_broken_by_a_page_is_joined_and_keeps_its_lines() -> None:
    read = _read("1.推动机制有效运\n\n— 3 —\n\n行。\n2.提高能力。")
    assert [p.text for p in read] == ["推动机制有效运行。", "提高能力。"]
    assert read[0].places[0] == (1, 2)
    assert read[0].places[-2] == (5, 0)


def test_hard_wraps_are_undone() -> None:
    body = "".join(
        f"{n}.妇女的第{n}条目标说得很长很长，所以写了不止一行，要接起来才读得懂，这里是它的后半句话，到此为止。\n"
        for n in range(1, 12)
    )
    wrapped = "\n".join(line[at : at + 24] for line in body.split("\n") for at in range(0, len(line), 24))
    assert [p.text for p in _read(wrapped)] == [p.text for p in _read(body)]


def test_headings_titles_and_labels_stand_alone() -> None:
    read = _read(
        "甲县妇女发展规划\n（2021—2030年）\n（一）妇女与健康\n主要目标：1.提高能力。2.减少贫血。\n策略措施"
    )
    assert [(p.text, p.label) for p in read] == [
        ("甲县妇女发展规划", ""), ("（2021—2030年）", ""), ("妇女与健康", ""), ("主要目标：", "主要目标"),
        ("提高能力。", ""), ("减少贫血。", ""), ("策略措施", "策略措施"),
    ]  # fmt: skip


def test_running_heads_are_dropped() -> None:
    read = _read("\n".join(f"甲县人民政府文件\n{n}.第{n}条。" for n in range(1, 8)))
    assert [p.text for p in read] == [f"第{n}条。" for n in range(1, 8)]


@pytest.mark.parametrize(
    ("lines", "numbers"),
    [
        (["1.甲。", "2.乙。", "3.丙。"], ["1", "2", "3"]),
        (["1.甲。", "乙。", "3.丙。"], ["1", "2", "3"]),
        (["甲。", "乙。", "3.丙。"], ["1", "2", "3"]),
        (["甲。", "乙。", "丙。"], ["1", "2", "3"]),
        (["1.甲。", "甲的后话。", "2.乙。"], ["1", "2"]),
        (["引言一段。", "1.甲。", "2.乙。"], ["1", "2"]),
        (["4.甲。", "5.5岁以下儿童贫血率控制在8%以下。"], ["4", "5"]),
        (["1.甲。", "——子。", "——丑。", "乙。", "——寅。", "3.丙。"], ["1", "1.1", "1.2", "2", "2.1", "3"]),
        (["甲。", "——子。", "乙。", "——丑。"], ["1", "1.1", "2", "2.1"]),
        (["——子。", "——丑。"], ["1", "2"]),
        (["（1）甲。", "（2）乙。"], ["1", "2"]),
        (["1.甲：", "（1）子。", "（2）丑。", "2.乙。"], ["1", "1.1", "1.2", "2"]),
        (["①甲。", "②乙。"], ["1", "2"]),
        (["1.甲。", "2.乙。", "1.丙。"], ["1", "2", "3"]),
    ],
)  # fmt: skip
def test_items_are_numbered_as_they_would_be(lines: list[str], numbers: list[str]) -> None:
    assert [item.no for item in items(_read("\n".join(lines)))] == numbers


def test_a_number_alone_is_the_cell_before_its_text() -> None:
    read = _read("主要目标：\n1\n甲。\n2\n乙。")
    assert [(p.text, p.mark) for p in read[1:]] == [("甲。", Mark("number", 1)), ("乙。", Mark("number", 2))]
