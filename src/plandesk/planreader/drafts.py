"""A document read to draft plans, every target with where it stands and how sure we are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from plandesk.core.indicator import Library
from plandesk.core.plan import Baseline, Domain, Goal, GoalKind, Measure, Plan, Target
from plandesk.core.problems import KnownProblem
from plandesk.core.words import Words
from plandesk.planreader.documents import Document, open_document
from plandesk.planreader.duties import duties_of
from plandesk.planreader.front import Front, front_of
from plandesk.planreader.local_indicators import LocalIndicator, Proposals, code_of
from plandesk.planreader.matching import Matcher
from plandesk.planreader.numbering import Item
from plandesk.planreader.outline import DomainPart, PlanPart, plan_parts
from plandesk.planreader.paragraphs import Paragraph, paragraphs
from plandesk.planreader.targets import Matched, targets_of

_FORMS = {
    "women": (("社会保障", "security"), ("健康", "health"), ("教育", "education"), ("决策|管理|政治|参政", "politics"), ("经济|就业|创业", "economy"),
              ("保障|福利", "security"), ("家庭", "family"), ("法律|法治|权益", "law"), ("环境|文化|生态", "environment")),
    "children": (("健康", "health"), ("安全", "safety"), ("教育", "education"), ("福利|保障", "welfare"), ("家庭", "family"),
                 ("法律|法治|司法|保护", "law"), ("环境|文化|友好", "environment")),
}  # fmt: skip
# Below this confidence a target is one the clerk has to look at.
SURE = 0.7
# A summary is the beginning of the goal's own words, cut at a pause.
_SUMMARY, _TITLE = 40, 80


@dataclass(frozen=True, slots=True)
class TargetMark:
    """Where a target stands: ``begin`` to ``end`` are (line, column), ``text`` the words there; ``confidence`` 0..1.

    ``likeness`` is how like its name and the matched indicator's are, None for a proposed local indicator.
    """

    begin: tuple[int, int]
    end: tuple[int, int]
    text: str
    confidence: float
    likeness: float | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan as read. ``marks`` stand in the order of ``plan.placed_targets()``; ``goal_lines`` by (domain, goal)."""

    plan: Plan
    marks: tuple[TargetMark, ...]
    goal_lines: Mapping[tuple[int, str], tuple[int, int]]
    local: tuple[LocalIndicator, ...]
    sure: float


# No domain of a plan has so many goals.
_MOST_GOALS = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and the drafts read from it."""

    document: Document
    drafts: tuple[Draft, ...]


def read_document(path: Path, library: Library, words: Words) -> Reading:
    """The plan or plans of a document. Raises KnownProblem: those of ``open_document``, and ``no_plan_in_document``."""
    document = open_document(path)
    return Reading(document, read_plans(document, library, words))


def read_plans(document: Document, library: Library, words: Words) -> tuple[Draft, ...]:
    """The drafts of a document already open. Raises KnownProblem ``no_plan_in_document``."""
    if not _may_be_plan(document):
        raise KnownProblem("no_plan_in_document", path=document.name)
    found = paragraphs(document)
    parts = plan_parts(found)
    if not parts:
        raise KnownProblem("no_plan_in_document", path=document.name)
    text = "".join(p.text for p in found)
    matcher, proposals = Matcher(library), Proposals(library, words)
    drafts: list[Draft] = []
    for part in parts:
        front = front_of(part, parts, text, document.name)
        reader = _PlanReader(part, front, library, matcher, proposals, document)
        drafts.append(reader.draft({d.plan.id for d in drafts}))
    if all(_mere_list(draft) for draft in drafts):
        raise KnownProblem("no_plan_in_document", path=document.name)
    return tuple(drafts)


def _mere_list(draft: Draft) -> bool:
    """Whether it is a list of names or articles under a plan's words: far more items than a plan has, nothing to reach."""
    if not draft.marks and draft.sure < 0.9:  # no title either
        return True
    goals = max(len(domain.goals) for domain in draft.plan.domains)
    return goals > _MOST_GOALS and len(draft.marks) * 10 < goals


def _may_be_plan(document: Document) -> bool:
    """Whether the words of the genre are there at all; a novel is not read any further."""
    text = re.sub(r"\s", "", "".join(document.lines))
    return "目标" in text and bool(re.search("妇女|儿童|女性|未成年人", text))


def form_of(audience: str, name: str) -> str:
    """The form of a domain by its name; ``other`` where none fits."""
    bare = re.sub("妇女|女性|儿童|未成年人", "", name)
    for pattern, form in _FORMS[audience]:
        if re.search(pattern, bare):
            return f"{audience}/{form}"
    return f"{audience}/other"


class _PlanReader:
    """Puts one plan together."""

    def __init__(
        self,
        part: PlanPart,
        front: Front,
        library: Library,
        matcher: Matcher,
        proposals: Proposals,
        document: Document,
    ) -> None:
        self._part, self._front, self._library = part, front, library
        self._matcher, self._proposals, self._document = matcher, proposals, document
        self._marks: list[TargetMark] = []
        self._baselines: dict[tuple[str, int], Decimal] = {}
        self._goal_lines: dict[tuple[int, str], tuple[int, int]] = {}

    def draft(self, ids: set[str]) -> Draft:
        """The draft; its id is none of ``ids``."""
        front, part = self._front, self._part
        domains = tuple(self._domain(no, domain) for no, domain in enumerate(part.domains, start=1))
        first_form = domains[0].form
        projects = tuple(
            self._measure(item, first_form, part.projects) for item in part.projects if "." not in item.no
        )
        plan_id = _plan_id(front, ids)
        plan = Plan(
            id=plan_id, title=front.title, region=front.region, audience=front.audience, period=front.period,
            doc_no=front.doc_no, issued=front.issued, domains=domains, projects=_numbered(projects),
            baselines=tuple(Baseline(code, year, value) for (code, year), value in self._baselines.items()),
            monitoring=duties_of(part.monitoring, front.region.name),
        )  # fmt: skip
        used = {placed.target.indicator for placed in plan.placed_targets()}
        return Draft(plan, tuple(self._marks), self._goal_lines, self._proposals.used(used), front.sure)

    def _domain(self, no: int, part: DomainPart) -> Domain:
        form = form_of(self._front.audience, part.name)
        goals = tuple(self._goal(no, item, form, part.goals) for item in part.goals)
        measures = tuple(
            self._measure(item, form, part.measures) for item in part.measures if "." not in item.no
        )
        return Domain(no, part.name, form, goals, _numbered(measures))

    def _goal(self, domain: int, item: Item, form: str, siblings: Sequence[Item]) -> Goal:
        paragraph = item.paragraph
        headline = any(other.no.startswith(f"{item.no}.") for other in siblings)
        targets = self._targets(paragraph, form, goal=not headline)
        places = paragraph.places
        self._goal_lines[domain, item.no] = (places[0][0], places[-1][0]) if places else (0, 0)
        text = paragraph.text.replace("\t", "，")
        return Goal(item.no, _shortened(text, _SUMMARY), _kind(targets), targets, text)

    def _measure(self, item: Item, form: str, siblings: Sequence[Item]) -> Measure:
        text = item.paragraph.text
        first = re.split("[。；]", text, maxsplit=1)[0]
        # what stands under it as （1）, （2） … is its own
        under = [i.paragraph for i in siblings if i.no.startswith(f"{item.no}.")]
        targets = tuple(
            target
            for paragraph in (item.paragraph, *under)
            for target in self._targets(paragraph, form, goal=False)
        )
        return Measure(int(item.no), _shortened(first, _TITLE), targets)

    def _targets(self, paragraph: Paragraph, form: str, *, goal: bool) -> tuple[Target, ...]:
        found = targets_of(paragraph, self._matcher, self._library, form, self._front.period, goal=goal)
        targets: list[Target] = []
        taken: set[tuple[object, ...]] = set()
        for matched in found:
            target, likeness = self._target(matched, form)
            if _key(target) in taken:  # two things matched to one indicator: the later is a thing of its own
                target, likeness = self._target(Matched(matched.found, None), form)
            if _key(target) in taken:
                continue
            taken.add(_key(target))
            targets.append(target)
            if (base := matched.found.base) is not None:
                self._baselines.setdefault((target.indicator, base[0]), base[1])
            self._marks.append(self._mark(paragraph, matched, likeness, target))
        return tuple(targets)

    def _target(self, matched: Matched, form: str) -> tuple[Target, float | None]:
        found, match = matched.found, matched.match
        if match is None:
            indicator = self._proposals.indicator(found, form)
            code, unit = indicator.code, found.unit
        else:
            code, unit = match.code, found.unit
        first, last = self._front.period
        stage = found.stage if found.stage is not None and first <= found.stage <= last else last
        relative = found.relative
        if relative is not None and relative.kind == "benchmark" and relative.against:
            other = self._matcher.best(relative.against, form)
            relative = replace(
                relative, against=other.code if other is not None and other.score >= 0.9 else relative.against
            )
        target = Target(
            indicator=code, name=found.name, op=found.op, value=found.value, unit=unit if found.value is not None else None,
            stage_year=stage, value2=found.value2, relative=relative,
            baseline_year=relative.from_year if relative is not None and relative.kind == "change" else None,
            scope=found.scope, stretch=found.stretch, implicit=found.implicit, remark=found.remark,
        )  # fmt: skip
        return target, match.score if match is not None else None

    def _mark(
        self, paragraph: Paragraph, matched: Matched, likeness: float | None, target: Target
    ) -> TargetMark:
        found = matched.found
        places = paragraph.places[found.start : found.end] or paragraph.places[:1] or ((1, 0),)
        certain = found.sure * (0.7 if likeness is None else 0.5 + 0.5 * likeness)
        if found.stage is not None and found.stage != target.stage_year:
            certain -= 0.2
        text = paragraph.text[found.start : found.end].strip("，。；、\t")
        (line, column), last = places[0], places[-1]
        return TargetMark(
            (line, column), (last[0], last[1] + 1), text, round(max(0.05, min(certain, 0.99)), 2), likeness
        )


def _key(target: Target) -> tuple[object, ...]:
    return target.indicator, target.op, target.stage_year, target.stretch, target.scope, target.relative


def _kind(targets: Sequence[Target]) -> GoalKind:
    if any(target.value is not None for target in targets):
        return "quantified"
    return "directional" if targets else "qualitative"


def _numbered(measures: Sequence[Measure]) -> tuple[Measure, ...]:
    """Numbers as read where each stands once, else counted."""
    numbers = [m.no for m in measures]
    if len(set(numbers)) == len(numbers) and all(1 <= no <= 999 for no in numbers):
        return tuple(measures)
    return tuple(replace(m, no=no) for no, m in enumerate(measures, start=1))


def _shortened(text: str, most: int) -> str:
    """The beginning of ``text`` up to a pause within ``most`` signs."""
    first = re.split("[。；]", text.strip(), maxsplit=1)[0] or text.strip()
    if len(first) <= most:
        return first or "—"
    cut = first[:most].rfind("，")
    return first[: cut if cut > 8 else most]


def _plan_id(front: Front, ids: set[str]) -> str:
    place = (
        re.sub("(?:自治[区州县旗]|省|市|县|区|旗|州|盟|地区)$", "", front.region.name) or front.region.name
    )
    place = "" if place.startswith("（") else place  # the document does not name it
    spoken = code_of(place).removeprefix("local_").removeprefix("local")
    plan_id = f"{spoken or 'plan'}_{front.audience}".lstrip("_0123456789")
    unique, count = plan_id, 2
    while unique in ids:
        unique, count = f"{plan_id}_{count}", count + 1
    return unique
