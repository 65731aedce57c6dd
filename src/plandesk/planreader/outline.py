"""The plan or plans in a document: domains with their goals and measures, projects, monitoring, what stands before."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from plandesk.planreader.numbering import Item, items
from plandesk.planreader.paragraphs import Paragraph
from plandesk.planreader.tables import without_tables

_AUDIENCES = (("women", re.compile("妇女|女性")), ("children", re.compile("儿童|未成年人|少年|青少年")))
_FIELDS = "健康|教育|经济|就业|决策|管理|参政|政治|保障|家庭|环境|法律|法治|权益|安全|福利|保护|文化|科技|创业|社会|数字|发展"
_DOMAIN = re.compile(rf"(?=.*(?:妇女|女性|儿童|未成年人|少年)).{{0,20}}(?:{_FIELDS}).{{0,8}}")
_GOALS = re.compile(r".*目标.*")
_PROJECTS = re.compile(r".{0,8}(?:项目|工程|实事|行动)")
_MONITORING = re.compile(r".{0,6}监测.{0,8}")
# Chapters whose 发展目标 are the whole plan's and not a domain's.
_WHOLE = re.compile(
    ".{0,8}(?:指导|总体|思想|思路|要求|原则|形势|基础|背景|现状|成效|回顾|目标|规划期|定位|远景|愿景|前言|序言)"
)
_KEPT_UP = re.compile("(?:组织)?(?:保障|组织)(?:机制|实施)?(?:与|和)?(?:措施|任务)")
_TOP = ("chapter", "one")


@dataclass(slots=True)
class DomainPart:
    """A domain as found: its heading, goals and measures."""

    name: str
    audience: str
    line: int
    goals: tuple[Item, ...] = ()
    measures: tuple[Item, ...] = ()


@dataclass(slots=True)
class PlanPart:
    """One plan as found. ``front`` is what stands before its first domain, ``monitoring`` its chapter's text."""

    audience: str
    front: tuple[Paragraph, ...]
    domains: list[DomainPart] = field(default_factory=list)
    projects: tuple[Item, ...] = ()
    monitoring: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class _Section:
    """A domain's place in the list of paragraphs: heading, then goals from … to, measures from … to."""

    head: int
    audience: str
    goals: tuple[int, int]
    measures: tuple[int, int]


def plan_parts(found: Sequence[Paragraph]) -> tuple[PlanPart, ...]:
    """The plans of the document, in order; none where it holds no domain with goals."""
    sections = list(_sections(found))
    plans: list[PlanPart] = []
    begin, last_end = 0, 0
    for index, section in enumerate(sections):
        if not plans or _another(plans[-1], section, found[section.head].text):
            front = tuple(found[begin : section.head])
            plans.append(PlanPart(section.audience, front))
        part = DomainPart(
            _name(found[section.head].text), section.audience, found[section.head].line,
            items(_body(found, section.goals)), items(_body(found, section.measures), titled=True),
        )  # fmt: skip
        if part.goals or part.measures:
            plans[-1].domains.append(part)
        last_end = max(section.goals[1], section.measures[1])
        begin = last_end
        following = sections[index + 1] if index + 1 < len(sections) else None
        if following is None or following.audience != section.audience:
            _tail(plans[-1], found[last_end : following.head if following else len(found)])
    return tuple(plan for plan in plans if any(domain.goals for domain in plan.domains))


def _another(plan: PlanPart, section: _Section, heading: str) -> bool:
    return section.audience != plan.audience or any(d.name == _name(heading) for d in plan.domains)


def _name(heading: str) -> str:
    return re.sub(r"^\d{1,2}(?=[\u4e00-\u9fff])|[。：:\s]|[（(].*?[）)]$", "", heading)


def _body(found: Sequence[Paragraph], span: tuple[int, int]) -> list[Paragraph]:
    return without_tables([p for p in found[span[0] : span[1]] if not p.label])


def _sections(found: Sequence[Paragraph]) -> Iterator[_Section]:
    """Every domain: by the labels 主要目标 and 策略措施, or where those are lost, by its heading and the numbers."""
    heads = _domain_heads(found)
    for index, head in enumerate(heads):
        limit = _limit(found, head, heads[index + 1] if index + 1 < len(heads) else len(found))
        labels = [k for k in range(head + 1, limit) if found[k].label]
        goals = next((k for k in labels if _GOALS.fullmatch(found[k].label)), None)
        measures = next(
            (k for k in labels if not _GOALS.fullmatch(found[k].label) and k > (goals or head)), None
        )
        start = (goals if goals is not None else head) + 1
        if measures is None:
            measures = _restart(found, start, limit)
            spans = (start, measures), (measures, limit)
        else:
            spans = (start, measures), (measures + 1, limit)
        yield _Section(head, _audience(found, head), *spans)


def _domain_heads(found: Sequence[Paragraph]) -> list[int]:
    """The headings of domains: the nearest heading before each label of goals, and headings that read like one."""
    labels = [k for k, p in enumerate(found) if p.label and _GOALS.fullmatch(p.label)]
    heads = []
    for label in labels:
        before = max((k for k in labels if k < label), default=-1)
        near = range(label - 1, max(before, label - 7), -1)
        likely = [k for k in near if _reads_like_domain(found[k])]
        marked = [k for k in near if found[k].short and (found[k].mark is not None or found[k].head)]
        if likely or marked:
            heads.append((likely or marked)[0])
    if any(_reads_like_domain(found[k]) for k in heads):
        heads = [k for k in heads if _reads_like_domain(found[k]) or not _WHOLE.match(found[k].text)]
    if heads:
        kinds = {found[k].mark.kind for k in heads if found[k].mark}  # type: ignore[union-attr]
        lost = [
            k
            for k, p in enumerate(found)
            if _reads_like_domain(p)
            and p.mark is not None
            and p.mark.kind in kinds
            and _goals_follow(found, k, p.mark.kind)
        ]
        return sorted({*heads, *lost})
    return [
        k
        for k, p in enumerate(found)
        if _reads_like_domain(p) and (p.mark or p.head) and _goals_follow(found, k)
    ]


def _reads_like_domain(paragraph: Paragraph) -> bool:
    text = paragraph.text.rstrip("。：")
    return (
        paragraph.short
        and not paragraph.label
        and len(text) <= 22
        and bool(_DOMAIN.fullmatch(text))
        and not re.search("规划|纲要|指导|总体|组织|工作|通知|原则|成效|机遇", text)
        and not re.search("(?:提高|降低|延长|缩小|增强|提升|改善|增加|减少|完善|落实|均衡)$", text[3:])
    )


def _goals_follow(found: Sequence[Paragraph], head: int, kind: str = "") -> bool:
    """Whether numbered items come soon after a heading; ``kind`` is its own number's, which items may have too."""
    near = found[head + 1 : head + 5]
    if kind == "number":
        return bool(near) and bool(near[0].label)
    return any(
        p.label or (p.mark is not None and p.mark.kind == "number" and p.mark.value == 1) for p in near
    )


def _limit(found: Sequence[Paragraph], head: int, upto: int) -> int:
    """Where a domain ends: at the next domain, the next chapter, the next plan."""
    own = found[head].mark.kind if found[head].mark else ""  # type: ignore[union-attr]
    counted, acted = _Counted(), False
    for k in range(head + 1, upto):
        paragraph = found[k]
        if paragraph.label:
            if acted and _KEPT_UP.fullmatch(paragraph.label):
                return k  # 「四、保障措施」 behind the domain's own measures is the plan's chapter
            acted = acted or not _GOALS.fullmatch(paragraph.label)
            counted = _Counted(open=True)
            continue
        mark = paragraph.mark
        if counted.goes_on(paragraph):
            continue
        chapter = mark is not None and mark.kind in _TOP and mark.kind != own and len(paragraph.text) <= 40
        same = (
            mark is not None
            and mark.kind == own
            and own in (*_TOP, "bracketed", "section")
            and paragraph.short
        )
        if (chapter and not re.search("[，；]", paragraph.text)) or same or is_title(paragraph.text):
            return k
    return upto


@dataclass(slots=True)
class _Counted:
    """The numbers of the items under a label, which may be written as those of the chapters are."""

    open: bool = False
    kind: str = ""
    last: int = 0

    def goes_on(self, paragraph: Paragraph) -> bool:
        """Whether ``paragraph`` is the next of the items: the first after the label is 1, each one more."""
        mark = paragraph.mark
        if self.open:
            self.open = False
            self.kind = mark.kind if mark is not None and mark.value == 1 else ""
        if mark is None or mark.kind != self.kind or mark.value != self.last + 1:
            return False
        self.last = mark.value
        return True


def _restart(found: Sequence[Paragraph], start: int, limit: int) -> int:
    """Where the numbers begin again at 1: measures without their label."""
    seen = False
    for k in range(start, limit):
        mark = found[k].mark
        if mark is not None and mark.kind == "number":
            if mark.value == 1 and seen:
                return k
            seen = True
    return limit


def _audience(found: Sequence[Paragraph], head: int) -> str:
    for audience, words in _AUDIENCES:
        if words.search(found[head].text):
            return audience
    for paragraph in reversed(found[:head]):
        if is_title(paragraph.text):
            return "children" if _AUDIENCES[1][1].search(paragraph.text) else "women"
    text = "".join(p.text for p in found[head : head + 12])
    return "children" if text.count("儿童") > text.count("妇女") else "women"


def is_title(text: str) -> bool:
    """Whether ``text`` is a plan's title standing alone."""
    return (
        len(text) <= 44
        and bool(
            re.fullmatch(
                r"[^，。；《》]{2,24}(?:妇女|儿童|女性|少年)[^，。；《》]{0,16}(?:规划|纲要|计划)(?:（?[^，。；《》]{4,16}）?)?",
                text,
            )
        )
        and not re.search("关于|通知|印发|实施《", text)
    )


def _tail(plan: PlanPart, rest: Sequence[Paragraph]) -> None:
    """The chapters after the domains: projects and monitoring, up to the next plan's title."""
    chapter = ""
    parts: dict[str, list[Paragraph]] = {"projects": [], "monitoring": []}
    for paragraph in rest:
        mark = paragraph.mark
        if is_title(paragraph.text):
            break
        if (mark is not None and mark.kind in _TOP and paragraph.short) or (
            paragraph.short and paragraph.head == 1
        ):
            text = paragraph.text
            chapter = (
                "projects" if _PROJECTS.fullmatch(text) else "monitoring" if _MONITORING.search(text) else ""
            )
        elif chapter:
            parts[chapter].append(paragraph)
    plan.projects = items(parts["projects"])
    plan.monitoring = tuple(parts["monitoring"])
