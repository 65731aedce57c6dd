"""Whatever stands in a document, reading it ends: with plans that hold together, or with a sentence."""

import tomllib
from functools import cache

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from plandesk.core.form_reader import form_from_mapping
from plandesk.core.indicator import Library
from plandesk.core.plan_reader import check_plan_against, read_plan
from plandesk.core.problems import KnownProblem
from plandesk.core.words import Words
from plandesk.planreader.cleaning import clean
from plandesk.planreader.documents import Document, decoded
from plandesk.planreader.draft_files import draft_to_mapping, draft_toml
from plandesk.planreader.drafts import Draft, read_plans
from plandesk.planreader.local_indicators import with_local_forms
from plandesk.planreader.masking import masked, unmasked
from plandesk.store.shelf import load_library, load_words

NAMES = [
    "孕产妇死亡率",
    "小学、初中净入学率",
    "妇女健康素养水平",
    "每千人口托位数",
    "艾滋病、梅毒和乙肝母婴传播",
    "家长学校",
    "女性比例",
    "",
]
WORDS = [
    "达到", "分别", "均", "控制在", "下降", "每年降低", "提高", "以上", "以下", "左右", "，", "、", "和", "。", "；", "到2025年", "2030年", "以2020年为基数",
    "力争", "全覆盖", "逐步提高", "减少", "95%", "3.2‰", "12/10万", "1所", "0.5至1个百分点", "三成", "百分之九十", "3:2", "《标准（2021年）》", "“两癌”",
    "（含）", "5岁以下", "的", "其中", "农村", "每个县区", "至少", "不低于", "%", "\t", "——", "1.", "（1）",
]  # fmt: skip
SENTENCES = st.lists(st.sampled_from([*NAMES, *WORDS]), max_size=24).map("".join)
LINES = st.lists(
    st.one_of(
        SENTENCES, st.text(max_size=30), st.sampled_from(["主要目标：", "策略措施：", "（二）妇女与教育", ""])
    ),
    max_size=14,
)


@cache
def _library() -> Library:
    return load_library()


@cache
def _words() -> Words:
    return load_words()


def _read(document: Document) -> tuple[Draft, ...]:
    """The drafts, or none where the reader says in a sentence that there are none."""
    try:
        return read_plans(document, _library(), _words())
    except KnownProblem as problem:
        _words().problem(problem)
        return ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LINES, st.booleans())
def test_any_document_ends_in_sound_plans_or_in_a_sentence(lines: list[str], headed: bool) -> None:
    head = (
        ["甲县妇女发展规划（2021—2030年）", "（一）妇女与健康", "主要目标：", "1.妇女享有服务。"]
        if headed
        else []
    )
    document = Document("规划.txt", (*head, *lines), {})
    for draft in _read(document):
        placed = list(draft.plan.placed_targets())
        assert len(placed) == len(draft.marks)
        table = tomllib.loads(draft_toml(draft))
        assert read_plan("draft", table) == draft.plan
        assert draft_to_mapping(draft)["id"] == draft.plan.id
        for mark in draft.marks:
            assert 1 <= mark.begin[0] <= len(document.lines)
            assert mark.begin <= mark.end


@settings(max_examples=30, deadline=None)
@example(["每千人口托位数1所"])  # the library counts them in 个
@given(st.lists(SENTENCES, min_size=1, max_size=6))
def test_local_indicators_fit_the_library(sentences: list[str]) -> None:
    lines = [
        "（一）妇女与健康",
        "主要目标：",
        *(f"{no}.妇女{text}。" for no, text in enumerate(sentences, start=1)),
    ]
    for draft in _read(Document("规划.txt", tuple(lines), {})):
        table = tomllib.loads(draft_toml(draft))
        forms = [
            form_from_mapping(
                {
                    **form,
                    "indicator": [
                        {k: v for k, v in i.items() if k != "guessed"} for i in form.get("indicator", [])
                    ],
                }
            )
            for form in table.get("form", [])
        ]
        assert check_plan_against(draft.plan, with_local_forms(_library(), forms)) == ()


@given(st.text(max_size=80))
def test_cleaning_keeps_places(raw: str) -> None:
    line = clean(raw)
    assert len(line.text) == len(line.columns)
    assert list(line.columns) == sorted(line.columns)
    assert all(0 <= at < len(raw) for at in line.columns)


@given(st.text(max_size=80))
def test_masking_keeps_the_length(text: str) -> None:
    assert len(masked(text)) == len(text)


@given(st.text(alphabet=st.characters(max_codepoint=0xDFFF, exclude_categories=["Cs"]), max_size=80))
def test_masking_is_undone(text: str) -> None:
    assert unmasked(masked(text)) == text


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_none(data: bytes) -> None:
    found = decoded(data)
    assert found is None or isinstance(found, str)
