"""The draft under review: every line with its state, each step undone one by one. No widget is known here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from plandesk.core.declarations import Misdeclared
from plandesk.core.indicator import Indicator, Library
from plandesk.core.plan import Domain, Goal, Measure, Op, Plan, Region, Target
from plandesk.core.plan_mapping import plan_to_mapping
from plandesk.core.plan_reader import check_plan_against, plan_from_mapping
from plandesk.core.words import Words
from plandesk.desktop.reading.lines import Line, Owner, State, local_forms, owners_of, put_together
from plandesk.desktop.reading.mending import (
    Described,
    Head,
    forms_changed,
    in_period,
    mended_head,
    redescribed,
    with_targets_in_period,
)
from plandesk.desktop.reading.typed import NotTakenError, Typed, target_of
from plandesk.planreader.context import Found
from plandesk.planreader.drafts import Draft, Reading, TargetMark
from plandesk.planreader.lists import expanded
from plandesk.planreader.local_indicators import LocalIndicator, Proposals, with_local_forms
from plandesk.planreader.matching import Matcher


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reading", text)


@dataclass(frozen=True, slots=True)
class _Standing:
    """All that a step changes."""

    lines: tuple[Line, ...]
    local: tuple[tuple[LocalIndicator, ...], ...]
    drafts: tuple[Draft, ...]
    line: int


class Review:
    """The drafts of one document. Every step keeps the drafts such that a data file can be made of them.

    ``name`` is the document's; ``states`` those of an earlier sitting, in the order of the targets.
    """

    def __init__(
        self, reading: Reading, library: Library, words: Words, states: Sequence[Sequence[State]] = ()
    ) -> None:
        self.document = reading.document
        self.drafts = reading.drafts
        self.library = library
        self._words = words
        self._local = tuple(draft.local for draft in reading.drafts)
        self._undo: list[_Standing] = []
        self._saved = 0
        lines: list[Line] = []
        for number, draft in enumerate(reading.drafts):
            marks = iter(draft.marks)
            known = iter(states[number] if states else ())
            for owner in self.owners(number):
                for target in self.thing(owner).targets:
                    lines.append(Line(len(lines), owner, target, next(marks), next(known, "unseen")))
        self.lines: tuple[Line, ...] = tuple(lines)
        self._read = self.lines

    # what there is

    def owners(self, draft: int) -> Iterator[Owner]:
        """Every goal, measure and project of a draft in the order of ``Plan.placed_targets``."""
        return owners_of(self.drafts[draft], draft)

    def thing(self, owner: Owner) -> Goal | Measure:
        """The goal, measure or project as it was read."""
        plan = self.drafts[owner.draft].plan
        if owner.domain is None:
            return plan.projects[owner.place]
        domain = plan.domains[owner.domain]
        return domain.goals[owner.place] if owner.kind == "goal" else domain.measures[owner.place]

    def domain(self, owner: Owner) -> Domain | None:
        """Its domain; None for projects."""
        return self.drafts[owner.draft].plan.domains[owner.domain] if owner.domain is not None else None

    def form(self, owner: Owner) -> str:
        """The form a new indicator there is entered in."""
        return self.drafts[owner.draft].plan.domains[owner.domain or 0].form

    def owner_at(self, line: int) -> Owner | None:
        """The goal that stands in a line of the document."""
        for number, draft in enumerate(self.drafts):
            for owner in self.owners(number):
                domain, thing = self.domain(owner), self.thing(owner)
                if isinstance(thing, Goal) and domain is not None:
                    first, last = draft.goal_lines.get((domain.no, thing.no), (0, -1))
                    if first <= line <= last:
                        return owner
        return None

    def line(self, no: int) -> Line:
        """A line by its number. Raises KeyError."""
        line = self.find(no)
        if line is None:
            raise KeyError(no)
        return line

    def find(self, no: int) -> Line | None:
        """A line by its number, None where it is there no more."""
        return next((line for line in self.lines if line.no == no), None)

    @property
    def seen(self) -> int:
        """How many lines have been looked at."""
        return sum(line.state != "unseen" for line in self.lines)

    @property
    def unsure_left(self) -> int:
        """How many lines still have to be looked at before a data file can be made."""
        return sum(line.state == "unseen" and not line.sure for line in self.lines)

    @property
    def unsaved(self) -> bool:
        """Whether something was done since the draft was saved."""
        return len(self._undo) != self._saved

    def mark_saved(self) -> None:
        """The draft is saved as it stands."""
        self._saved = len(self._undo)

    def indicator(self, line: Line) -> tuple[Indicator, bool]:
        """The indicator of a line, and whether the library has it."""
        code = line.target.indicator
        if code in self.library:
            return self.library[code], True
        return next(
            each.indicator for own in self._local for each in own if each.indicator.code == code
        ), False

    def local_indicators(self) -> tuple[LocalIndicator, ...]:
        """The new indicators that stand in a line; one that stands in both plans once."""
        used = {line.target.indicator for line in self.lines if line.state != "dropped"}
        found = {each.indicator.code: each for own in self._local for each in own}
        return tuple(each for code, each in found.items() if code in used)

    # steps

    def accept(self, no: int) -> None:
        """A line is right as it stands; what was changed stays changed."""
        line = self.line(no)
        if line.state == "unseen":
            self._put(replace(line, state="accepted"))

    def drop(self, no: int) -> None:
        """A line is no target: it is not taken over."""
        line = self.line(no)
        if line.state != "dropped":
            self._put(replace(line, state="dropped"))

    def change(self, no: int, typed: Typed) -> None:
        """Set a line anew. Raises NotTakenError and changes nothing."""
        line = self.line(no)
        indicator, known = self.indicator(line)
        period = self.drafts[line.owner.draft].plan.period
        target = target_of(typed, line.target, indicator.unit, period)
        local = self._local
        alone = sum(one.target.indicator == indicator.code for one in self.lines) == 1
        other_unit = bool(target.unit) and target.relative is None and target.unit != indicator.unit
        if not known and (other_unit or (alone and target.op != line.target.op)):
            # unit and direction of a new indicator were guessed from the target: guessed anew
            target, local = self._proposed(target, line.owner, indicator.name, but=line.no)
        if target == line.target and line.state == "dropped":
            self._put(replace(line, state="accepted"))
        elif target == line.target:
            self.accept(no)
        else:
            self._put(replace(line, target=target, state=_after(line)), local)

    def link(self, no: int, code: str | None, name: str = "") -> None:
        """Give a line to another indicator; ``code`` None makes a new one called ``name``. Raises NotTakenError."""
        line = self.line(no)
        local = self._local
        target = replace(line.target, indicator=code) if code else line.target
        if code is None:
            target, local = self._proposed(target, line.owner, name, but=no)
        mark = replace(line.mark, likeness=1.0 if code is not None and code in self.library else None)
        self._put(replace(line, target=target, mark=mark, state=_after(line)), local)

    def add(self, owner: Owner, code: str | None, name: str, typed: Typed, mark: TargetMark) -> int:
        """A target that the reader missed, at a goal or measure. Raises NotTakenError. Returns its number."""
        local = self._local
        period = self.drafts[owner.draft].plan.period
        unit = next((i.unit for i in self._indicators() if i.code == code), "")
        bare = Target(code or "", name, typed.op, None, None, period[1])
        target = target_of(typed, bare, unit, period)
        if code is None:
            target, local = self._proposed(target, owner, name)
        no = max((line.no for line in self.lines), default=-1) + 1
        self._put(Line(no, owner, target, mark, "added"), local)
        return no

    def settle(self, no: int, typed: Typed) -> None:
        """``change`` for a line just added: adding and filling it in are one step. Raises NotTakenError."""
        steps = len(self._undo)
        self.change(no, typed)
        del self._undo[steps:]

    def split(self, no: int) -> int:
        """A line that is two targets: its joined name apart, each half matched for itself; one step.

        A name that does not come apart stands in both. Raises NotTakenError. Returns the second line's number.
        """
        line = self.line(no)
        form, matcher = self.form(line.owner), Matcher(self.library)
        names = expanded(line.target.name, matcher, form, each=True)
        if len(names) < 2:
            names = [line.target.name, line.target.name]
        steps, first = len(self._undo), line.target
        try:
            self._name(line, names[0], matcher)
            second = max(one.no for one in self.lines) + 1
            copy = Line(second, line.owner, replace(first, name=names[1]), line.mark, "added")
            self._name(copy, names[1], matcher, apart=names[0] == names[1])
        except NotTakenError:
            while len(self._undo) > steps:
                self.undo()
            raise
        del self._undo[steps + 1 :]
        return second

    def _name(self, line: Line, name: str, matcher: Matcher, *, apart: bool = False) -> None:
        """Take a line under a name of its own, with the indicator that is like it."""
        found = None if apart else matcher.first([name], self.form(line.owner))
        target, local = replace(line.target, name=name), self._local
        unit = self.library[found[1].code].unit if found is not None else ""
        if found is not None and (target.unit in (None, unit) or target.relative is not None):
            target = replace(target, indicator=found[1].code)
            mark = replace(line.mark, likeness=found[1].score)
        elif line.state != "added" and target == line.target:
            mark = line.mark
        else:
            target, local = self._proposed(target, line.owner, name, but=line.no)
            mark = replace(line.mark, likeness=None)
        self._put(replace(line, target=target, mark=mark, state=_after(line)), local)

    def local_of(self, line: Line) -> LocalIndicator | None:
        """The new indicator of a line, None where it has one of the library."""
        found = (each for own in self._local for each in own if each.indicator.code == line.target.indicator)
        return next(found, None)

    def describe(self, no: int, typed: Described) -> None:
        """Say what a new indicator is. Raises NotTakenError."""
        line = self.line(no)
        old = self.local_of(line)
        if old is None:
            raise KeyError(no)
        new = redescribed(old, typed)
        taken = {
            name for i in self._indicators() if i.code != new.indicator.code for name in (i.name, *i.aliases)
        }
        if new.indicator.name in taken:
            raise NotTakenError(_tr("已有指标叫“{name}”。请换一个名称。").format(name=new.indicator.name))
        local = tuple(
            tuple(new if each.indicator.code == new.indicator.code else each for each in own)
            for own in self._local
        )
        self._stand(_Standing(self.lines, local, self.drafts, no), line.owner.draft, judged=True)

    def mend_head(self, number: int, head: Head) -> None:
        """Mend a plan's title, number, date, period or audience; targets stay in its period. Raises NotTakenError."""
        before = self.drafts[number]
        others = [d.plan.id for n, d in enumerate(self.drafts) if n != number]
        after = with_targets_in_period(mended_head(before, head, others), before.plan.period)
        was, now = before.plan.period, after.plan.period
        lines = tuple(
            replace(line, target=in_period(line.target, was, now)) if line.owner.draft == number else line
            for line in self.lines
        )
        forms = forms_changed(before.plan, after.plan)
        local = tuple(
            tuple(replace(e, form=forms.get(e.form, e.form)) for e in own) if n == number else own
            for n, own in enumerate(self._local)
        )
        drafts = tuple(after if n == number else d for n, d in enumerate(self.drafts))
        line = next((line.no for line in self.lines if line.owner.draft == number), 0)
        self._stand(_Standing(lines, local, drafts, line), number, judged=True)

    def undo(self) -> int | None:
        """Take the last step back; the number of the line it was about, None where there is no step."""
        if not self._undo:
            return None
        before = self._undo.pop()
        if self._saved > len(self._undo):
            self._saved = -1
        self.lines, self._local, self.drafts = before.lines, before.local, before.drafts
        return before.line

    def _indicators(self) -> Iterator[Indicator]:
        yield from self.library.by_code.values()
        yield from (each.indicator for own in self._local for each in own)

    def _put(self, line: Line, local: tuple[tuple[LocalIndicator, ...], ...] | None = None) -> None:
        """Take a line's new standing. Raises NotTakenError where no data file could be made of it; nothing changed."""
        taken = line.state in ("changed", "added")
        after = _Standing(self._with(line), local or self._local, self.drafts, line.no)
        self._stand(after, line.owner.draft, judged=taken)

    def _stand(self, after: _Standing, draft: int, *, judged: bool) -> None:
        """Take a standing as a step. ``judged``: raises NotTakenError where no data file could be made of it."""
        before = _Standing(self.lines, self._local, self.drafts, after.line)
        known = self._problems(draft) if judged else ()
        self.lines, self._local, self.drafts = after.lines, after.local, after.drafts
        fresh = [each for each in self._problems(draft) if each not in known] if judged else []
        if fresh:
            self.lines, self._local, self.drafts = before.lines, before.local, before.drafts
            what = fresh[0][max(0, fresh[0].find("“")) :]  # without the place in the file's own terms
            raise NotTakenError(_tr("没有改：{what}。").format(what=what))
        self._undo.append(before)

    def _with(self, line: Line) -> tuple[Line, ...]:
        """The lines with ``line`` in its place; a new one behind those of its goal."""
        if any(one.no == line.no for one in self.lines):
            return tuple(line if one.no == line.no else one for one in self.lines)
        order = {o: n for d in range(len(self.drafts)) for n, o in enumerate(self.owners(d))}
        key = (line.owner.draft, order[line.owner])
        behind = sum((one.owner.draft, order[one.owner]) <= key for one in self.lines)
        return (*self.lines[:behind], line, *self.lines[behind:])

    def _problems(self, draft: int) -> tuple[str, ...]:
        """What keeps a draft from being a plan of a data file."""
        plan = self.draft(draft).plan
        try:
            plan_from_mapping(plan_to_mapping(plan, stored=True))
            return check_plan_against(plan, self.grown_library())
        except Misdeclared as fault:
            return fault.problems

    def _proposed(
        self, target: Target, owner: Owner, name: str, but: int = -1
    ) -> tuple[Target, tuple[tuple[LocalIndicator, ...], ...]]:
        """A new indicator for ``target`` and the new indicators with it; ``but`` is the line it is made for."""
        used = {one.target.indicator for one in self.lines if one.no != but}
        kept = tuple(tuple(e for e in own if e.indicator.code in used) for own in self._local)
        grown = with_local_forms(self.library, local_forms(kept, ()))
        proposals, form = Proposals(grown, self._words), self.form(owner)
        found = Found((name,), target.op, 0, 0, target.value, unit=target.unit, relative=target.relative)
        made = proposals.indicator(found, form)
        local = tuple(
            (*own, *proposals.used({made.code})) if number == owner.draft else own
            for number, own in enumerate(kept)
        )
        return replace(target, indicator=made.code), local

    # what comes of it

    def draft(self, number: int, *, with_dropped: bool = False) -> Draft:
        """A draft as it stands: dropped lines left out, unless it is kept for another sitting."""
        lines = [line for line in self.lines if with_dropped or line.state != "dropped"]
        first = {line.no: line.target.indicator for line in self._read}
        local = (each for own in self._local for each in own)
        return put_together(self.drafts[number], number, lines, local, first)

    def states(self, number: int, *, with_dropped: bool = False) -> list[State]:
        """The states of a draft's lines, in the order of its targets."""
        mine = [line for line in self.lines if line.owner.draft == number]
        return [line.state for line in mine if with_dropped or line.state != "dropped"]

    def grown_library(self) -> Library:
        """The library with the new indicators in forms."""
        return with_local_forms(self.library, local_forms(self._local, [d.plan for d in self.drafts]))

    def plans(self, region: Region) -> tuple[list[Plan], Library]:
        """The plans for a data file of ``region``, and the library with the new indicators they use."""
        plans = [replace(self.draft(n).plan, region=region) for n in range(len(self.drafts))]
        return plans, with_local_forms(self.library, local_forms([self.local_indicators()], plans))


def _after(line: Line) -> State:
    return "added" if line.state == "added" else "changed"


def first_typed(period: tuple[int, int]) -> Typed:
    """What a line that is added begins with."""
    op: Op = "↑"
    return Typed(op, "", "", str(period[1]))
