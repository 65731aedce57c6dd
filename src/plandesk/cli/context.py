"""What every command needs: the words, the clock, who is working, and where the answer is printed."""

import getpass
import json
import sys
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plandesk.core.changes import ChangeSet
from plandesk.core.checking import Checker, Finding
from plandesk.core.judging import Evaluation, Method, earlier_errors, evaluate
from plandesk.core.plan import Plan
from plandesk.core.problems import KnownProblem
from plandesk.core.records import CellKey, Record
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.core.year_steps import fallen_back
from plandesk.store.plan_file import PlanFile

FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True)
class Context:
    """The composition root's gifts to a command."""

    words: Words
    now: Callable[[], datetime]

    def open(self, path: str, *, by: str | None = None) -> PlanFile:
        """The data file for writing. Raises KnownProblem, also when somebody else has it open."""
        file = _ToldFile.open(Path(path), by=by or person(), words=self.words, now=self.now)
        if file.read_only:
            holder = file.held_by
            file.close()
            if holder is None:
                raise KnownProblem("not_writable", path=path)
            raise KnownProblem("file_in_use", path=path, holder=holder)
        return file

    def look(self, path: str) -> PlanFile:
        """The data file for reading only. Raises KnownProblem."""
        return PlanFile.open(Path(path), by=person(), words=self.words, now=self.now, read_only=True)

    def findings(
        self, snapshot: Snapshot, year: int, only: Collection[CellKey] | None = None
    ) -> tuple[Finding, ...]:
        """The findings of ``year``, of the cells ``only`` when given."""
        return Checker(snapshot.library, self.words).check(snapshot, year, only=only)

    def evaluations(
        self, snapshot: Snapshot, year: int, plan_id: str | None = None, method: Method = "weather"
    ) -> tuple[Evaluation, ...]:
        """One evaluation per plan asked for. Raises KnownProblem for an unknown plan."""
        checker = Checker(snapshot.library, self.words)
        faults = (*checker.check(snapshot, year), *earlier_errors(checker, snapshot, year))
        plans = [chosen_plan(snapshot, plan_id)] if plan_id else list(snapshot.plans)
        return tuple(
            evaluate(snapshot, plan, year, faults, method=method, words=self.words) for plan in plans
        )


class _ToldFile(PlanFile):
    """Says on stderr where a step made an approved year a draft again; stdout keeps the command's own answer."""

    def record(self, records: Iterable[Record], *, origin: str, label: str) -> ChangeSet:
        made = super().record(records, origin=origin, label=label)
        for year in fallen_back(made):
            sys.stderr.write(self._words.say("desk_years.draft_again", year=year) + "\n")
        return made


def chosen_plan(snapshot: Snapshot, plan_id: str) -> Plan:
    """The plan of that id in the file. Raises KnownProblem naming those that are there."""
    try:
        return snapshot.plan(plan_id)
    except KeyError:
        there = "、".join(p.id for p in snapshot.plans) or "无"
        raise KnownProblem("no_such_plan", plan=plan_id, there=there) from None


def person() -> str:
    """The machine's user, who is the person when ``--by`` names none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "未署名"


def print_json(answer: object) -> None:
    """The one JSON document a command answers with."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")


def say(line: str) -> None:
    """A line for a person."""
    sys.stdout.write(line + "\n")
