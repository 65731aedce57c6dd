"""How well a draft agrees with a pack that people read from the same document."""

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from plandesk.core.plan import Plan, Target
from plandesk.planreader.drafts import Draft

SEEDS = {"yongji": "yongji.txt", "qinzhou": "qinzhou.txt", "lishui": "lishui.txt"}


def seeds_folder() -> Path | None:
    """Where the real documents stand (PLANDESK_SEEDS), None where that is not said or not there."""
    folder = Path(os.environ.get("PLANDESK_SEEDS") or "nowhere")
    return folder if folder.is_dir() else None


@dataclass
class Tally:
    """What was wanted, what was found, what was right."""

    wanted: int = 0
    found: int = 0
    right: int = 0
    same_indicator: int = 0

    def add(self, wanted: Counter[tuple[object, ...]], found: Counter[tuple[object, ...]]) -> None:
        """The last part of each key is the indicator's code: all else decides what is right."""
        self.wanted += wanted.total()
        self.found += found.total()
        self.same_indicator += (wanted & found).total()
        self.right += (_without_code(wanted) & _without_code(found)).total()

    @property
    def recall(self) -> float:
        """Right of wanted."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        """Right of found."""
        return self.right / self.found if self.found else 1.0

    def __str__(self) -> str:
        return (
            f"wanted {self.wanted}, found {self.found}, right {self.right} "
            f"(recall {self.recall:.1%}, precision {self.precision:.1%}), same indicator {self.same_indicator}"
        )


@dataclass
class Scores:
    """One or more plans' scores; ``goals_wrong`` are domains whose goals' numbers differ."""

    goals: Tally
    measures: Tally
    directions: Tally
    goals_wrong: list[str]


def scores(pairs: Iterable[tuple[Draft, Plan]]) -> Scores:
    """The scores of drafts against packs, together."""
    result = Scores(Tally(), Tally(), Tally(), [])
    for draft, pack in pairs:
        read = draft.plan
        for number in range(max(len(read.domains), len(pack.domains))):
            ours = read.domains[number] if number < len(read.domains) else None
            theirs = pack.domains[number] if number < len(pack.domains) else None
            if [g.no for g in (ours.goals if ours else ())] != [
                g.no for g in (theirs.goals if theirs else ())
            ]:
                result.goals_wrong.append(f"{pack.id} {number + 1}")
        result.goals.add(_goal_figures(pack), _goal_figures(read))
        result.measures.add(_measure_figures(pack), _measure_figures(read))
        result.directions.add(_directions(pack), _directions(read))
    return result


def _without_code(keys: Counter[tuple[object, ...]]) -> Counter[tuple[object, ...]]:
    result: Counter[tuple[object, ...]] = Counter()
    for key, count in keys.items():
        result[key[:-1]] += count
    return result


def _figure(target: Target) -> tuple[object, ...]:
    relative = target.relative.kind if target.relative is not None else None
    return target.op, target.value, target.value2, target.unit, target.stage_year, relative, target.indicator


def _with_figure(target: Target) -> bool:
    return target.value is not None or (target.relative is not None and target.relative.kind == "benchmark")


def _goal_figures(plan: Plan) -> Counter[tuple[object, ...]]:
    return Counter(
        (d.no, g.no, *_figure(t)) for d in plan.domains for g in d.goals for t in g.targets if _with_figure(t)
    )


def _measure_figures(plan: Plan) -> Counter[tuple[object, ...]]:
    measures = [(d.no, m) for d in plan.domains for m in d.measures] + [(0, m) for m in plan.projects]
    return Counter((no, m.no, *_figure(t)) for no, m in measures for t in m.targets if _with_figure(t))


def _directions(plan: Plan) -> Counter[tuple[object, ...]]:
    return Counter(
        (d.no, g.no, t.op, t.relative.kind if t.relative else None, t.indicator)
        for d in plan.domains
        for g in d.goals
        for t in g.targets
        if not _with_figure(t)
    )
