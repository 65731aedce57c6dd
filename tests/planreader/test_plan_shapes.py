"""The shapes plans come in: how domains, goals and labels are numbered; Word's own numbers, changes and boxes."""

from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from plandesk.core.indicator import Library
from plandesk.core.problems import KnownProblem
from plandesk.core.words import Words
from plandesk.planreader.documents import Document, open_document
from plandesk.planreader.drafts import Draft, read_document, read_plans
from plandesk.store.shelf import load_library, load_words

TITLE = "青石县妇女发展规划（2021—2030年）"
DOMAINS = ("妇女与健康", "妇女与社会保障")
GOALS = (
    "孕产妇死亡率控制在10/10万以内。",
    "5岁以下儿童死亡率控制在5‰以下。",
    "50%以上的社区建立健康小屋。",
    "妇女健康素养水平不断提高，产前筛查率达到85%。",
)
MEASURES = ("完善服务。每个乡镇配备2名医生。", "加强宣传。知识知晓率达到90%。")
ONES = "零一二三四五六"


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def words() -> Words:
    return load_words()


def _plan(head: str, label: str, item: str) -> Document:
    def numbered(pattern: str, no: int) -> str:
        return pattern.format(n=no, c=ONES[no], o="⓪①②③④⑤⑥"[no])

    lines = [TITLE, "", "为促进妇女发展，制定本规划。"]
    for place, name in enumerate(DOMAINS, start=1):
        lines += [numbered(head, place) + name, numbered(label, 1) + "主要目标"]
        lines += [numbered(item, no) + goal for no, goal in enumerate(GOALS, start=1)]
        lines += [numbered(label, 2) + "策略措施"]
        lines += [numbered(item, no) + measure for no, measure in enumerate(MEASURES, start=1)]
    return Document("规划.txt", tuple(lines), {})


def _checked(draft: Draft, before: str = "") -> None:
    assert [d.name for d in draft.plan.domains] == list(DOMAINS)
    for domain in draft.plan.domains:
        assert [g.no for g in domain.goals] == [f"{before}{n}" for n in (1, 2, 3, 4)]
        told = [
            [(t.op, format(t.value, "f") if t.value is not None else "") for t in g.targets]
            for g in domain.goals
        ]
        assert told == [[("<=", "10")], [("<=", "5")], [(">=", "50")], [("↑", ""), (">=", "85")]]
        assert [[format(t.value or 0, "f") for t in m.targets] for m in domain.measures] == [["2"], ["90"]]


@pytest.mark.parametrize(
    "head",
    ["{c}、", "（{c}）", "({c}) ", "第{c}节　", "第{c}章 ", "领域{c}：", "## ", "**{c}、", "0{n} ", "{n}．"],
)
def test_heads(head: str, library: Library, words: Words) -> None:
    (draft,) = read_plans(_plan(head, "", "{n}."), library, words)
    _checked(draft)


@pytest.mark.parametrize("label", ["", "（{c}）", "{n}.", "{n}．", "——", "【", "**"])
def test_labels(label: str, library: Library, words: Words) -> None:
    (draft,) = read_plans(_plan("第{c}节 ", label, "（{n}）"), library, words)
    _checked(draft)


@pytest.mark.parametrize(
    "item", ["{n}.", "{n}、", "　　{n}．", "（{n}）", "({n}) ", "{o}", "{c}是", "——", "- ", "{n})", "目标{n}：", "{n} ", "**{n}\\.** ", "1.{n} ", "{n}.\t"]
)  # fmt: skip
def test_items(item: str, library: Library, words: Words) -> None:
    (draft,) = read_plans(_plan("（{c}）", "", item), library, words)
    _checked(draft, "1." if item == "1.{n} " else "")


@pytest.mark.parametrize(("head", "item"), [("（{c}）", "（{c}）"), ("（{c}）", "{c}、"), ("{n}.", "{n}.")])
def test_items_numbered_like_the_heads(head: str, item: str, library: Library, words: Words) -> None:
    (draft,) = read_plans(_plan(head, "", item), library, words)
    _checked(draft)


def _read(lines: list[str], library: Library, words: Words) -> Draft:
    (draft,) = read_plans(Document("规划.txt", (TITLE, "", *lines), {}), library, words)
    return draft


def test_numbers_with_a_point_stand_under_their_headline(library: Library, words: Words) -> None:
    lines = ["（一）妇女与健康", "主要目标", "1. 健康水平不断提高。", "1.1 孕产妇死亡率控制在10/10万以内。"]
    lines += ["1.2 产前筛查率达到85%。", "2. 服务能力不断增强。", "2.1 婚检率达到90%。"]
    draft = _read(lines, library, words)
    assert [g.no for g in draft.plan.domains[0].goals] == ["1", "1.1", "1.2", "2", "2.1"]
    assert [len(g.targets) for g in draft.plan.domains[0].goals] == [0, 1, 1, 0, 1]


def test_goals_of_the_whole_plan_are_no_domain(library: Library, words: Words) -> None:
    lines = [
        "第一章 总体要求",
        "第一节 指导思想",
        "坚持正确方向。",
        "第二节 发展目标",
        "到2030年，妇女发展更加充分。",
    ]
    lines += [
        "第二章 重点领域",
        "第一节 妇女与健康",
        "主要目标",
        "1. 产前筛查率达到85%。",
        "策略措施",
        "1. 完善服务。",
    ]
    lines += ["第二节 妇女与教育", "主要目标", "1. 高中阶段毛入学率达到98%。", "策略措施", "1. 落实公平。"]
    lines += ["第三章 保障措施", "1. 加强领导。", "2. 强化保障。按妇女人均不低于2元安排经费。"]
    draft = _read(lines, library, words)
    assert [d.name for d in draft.plan.domains] == ["妇女与健康", "妇女与教育"]
    assert [[len(m.targets) for m in d.measures] for d in draft.plan.domains] == [[0], [0]]


def test_figures_under_a_measure_are_the_measures(library: Library, words: Words) -> None:
    lines = ["（一）妇女与健康", "主要目标", "1. 产前筛查率达到85%。", "策略措施", "1. 完善服务网络。"]
    lines += ["（1）每个乡镇配备2名医生。", "（2）知识知晓率达到90%。", "2. 加强宣传。"]
    draft = _read(lines, library, words)
    assert [[str(t.value) for t in m.targets] for m in draft.plan.domains[0].measures] == [["2", "90"], []]


@pytest.mark.parametrize("line", ["{n}. 妇女代表张{n} 健康街道", "妇女代表张{n}，健康街道"])
def test_a_list_of_names_is_no_plan(line: str, library: Library, words: Words) -> None:
    names = [line.format(n=n) for n in range(1, 400)]
    with pytest.raises(KnownProblem, match="no_plan_in_document"):
        read_plans(Document("名单.txt", ("（一）妇女健康", "主要目标", *names), {}), library, words)


def test_heads_of_pages_in_the_middle_of_goals(library: Library, words: Words) -> None:
    lines = [
        "（一）妇女与健康",
        "主要目标",
        "——产前筛查率达到85%。",
        "青石县妇女发展规划第1页",
        "——婚检率达到90%。",
    ]
    lines += [
        "——产后访视率达到95%。",
        "青石县妇女发展规划第2页",
        "——住院分娩率达到99%。",
        "策略措施",
        "——完善服务。",
    ]
    draft = _read(lines, library, words)
    assert [[str(t.value) for t in g.targets] for g in draft.plan.domains[0].goals] == [
        ["85"],
        ["90"],
        ["95"],
        ["99"],
    ]


def _numbered_word(path: Path) -> None:
    """Goals numbered by Word itself, two lists of one kind; a part inserted, a part deleted, a text box."""
    word = docx.Document()
    numbering = word.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    kind = '<w:abstractNum {ns} w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    numbering.append(parse_xml(kind.format(ns=nsdecls("w"))))
    word.add_paragraph(TITLE)
    count = 0
    for place, name in enumerate(DOMAINS, start=1):
        word.add_paragraph(f"（{ONES[place]}）{name}")
        for label, items in (("主要目标", GOALS), ("策略措施", MEASURES)):
            word.add_paragraph(label)
            count += 1
            again = '<w:num {ns} w:numId="{no}"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            numbering.append(parse_xml(again.format(ns=nsdecls("w"), no=count)))
            for item in items:
                paragraph = word.add_paragraph(item[:6])
                mark = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{count}"/></w:numPr>'
                paragraph._p.get_or_add_pPr().append(parse_xml(mark))
                for change in (f"<w:del {nsdecls('w')} w:id='1' w:author='a'><w:r><w:delText>旧的99%</w:delText></w:r></w:del>",
                               f"<w:ins {nsdecls('w')} w:id='2' w:author='a'><w:r><w:t>{item[6:]}</w:t></w:r></w:ins>"):  # fmt: skip
                    paragraph._p.append(parse_xml(change))
    box = word.add_paragraph("三、附则")
    inside = f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>框里的话</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    box._p.append(parse_xml(inside))
    word.save(str(path))


def test_word_s_own_numbers_and_changes(tmp_path: Path, library: Library, words: Words) -> None:
    path = tmp_path / "规划.docx"
    _numbered_word(path)
    (draft,) = read_document(path, library, words).drafts
    _checked(draft)
    lines = open_document(path).lines
    assert "框里的话" in lines
    assert not any("旧的" in line for line in lines)


def test_a_zip_called_docx_is_no_plan(tmp_path: Path, library: Library, words: Words) -> None:
    path = tmp_path / "规划.docx"
    with ZipFile(path, "w") as packed:
        packed.writestr("目标.txt", "妇女发展规划")
    with pytest.raises(Exception, match="document_unreadable"):
        read_document(path, library, words)
