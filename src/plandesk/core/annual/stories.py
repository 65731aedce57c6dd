"""What is worth saying about a domain: facts ranked by their news, each with a heading that says the result."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from plandesk.core.annual.facts import Fact
from plandesk.core.annual.marks import group_of
from plandesk.core.annual.narrator import Narrator
from plandesk.core.annual.wording import FEWEST_EVENTS, gap_words

HEADING_LENGTH = 24  # characters of a conclusion heading (paper.md, part 2)
_SAME = 3  # facts with one figure that fit into one sentence
_DIFFERENT = 2
# The least spread that a line without a target shows: of the last digit, and of the figure itself.
_TELLING, _SHARE = 5, Decimal("0.02")

# News, most pressing first: lost again, missed, moving away, off track, too few cases, slightly off, narrowing…
LOST, MISSED, AWAY, BEHIND, FEW, SLIGHT, TURNED, REACH, RISING, ATTAINED, REST = range(11)


@dataclass(frozen=True, slots=True)
class Story:
    """One or a few facts told together: how pressing, the heading, the sentences."""

    rank: int
    facts: tuple[Fact, ...]
    heading: str
    sentences: tuple[str, ...]


def rank_of(fact: Fact) -> int:
    """How pressing a fact's news is."""
    judgement = fact.judgement
    if fact.few:
        return FEW
    if "W4" in judgement.warnings:
        return LOST
    if judgement.state == "not_attained":
        return MISSED
    if fact.target.directional:
        return {"on_track": RISING, "slightly_off": TURNED, "moving_away": AWAY}.get(judgement.verdict, REST)
    if judgement.attained:
        return ATTAINED
    return {"moving_away": AWAY, "off_track": BEHIND, "slightly_off": SLIGHT, "on_track": REACH}.get(
        judgement.verdict, REST
    )


def stories(facts: Sequence[Fact], narrator: Narrator) -> list[Story]:
    """The facts that have a figure, told in order of their news; attained ones with one unit are told together."""
    told = _once([f for f in facts if f.has_value])
    ranked = sorted(told, key=rank_of)
    found: list[Story] = []
    for rank, same in groupby(ranked, key=rank_of):
        members = list(same)
        if rank == ATTAINED:
            found += [_story(rank, group, narrator) for group in _groups(members)]
        else:
            found += [_story(rank, (fact,), narrator) for fact in members]
    return found


def _once(facts: Sequence[Fact]) -> list[Fact]:
    """Each indicator once: its 力争 target and its direction stand in the table beside the target that is told."""
    ranked = sorted(facts, key=lambda f: (f.target.stretch, f.target.directional))
    first = {id(f) for f in {f.code: f for f in reversed(ranked)}.values()}
    return [f for f in facts if id(f) in first]


def news(facts: Sequence[Fact]) -> int:
    """How many facts of a domain are pressing."""
    return sum(rank_of(f) <= SLIGHT for f in facts if f.has_value)


def _groups(facts: Sequence[Fact]) -> Iterator[tuple[Fact, ...]]:
    """Attained facts that one sentence can hold: one goal, one unit, absolute targets, nothing that needs a caveat."""
    waiting: list[Fact] = []
    for fact in facts:
        if not _plain(fact):
            yield (fact,)
        elif waiting and _fits(waiting, fact):
            waiting.append(fact)
        else:
            if waiting:
                yield tuple(waiting)
            waiting = [fact]
    if waiting:
        yield tuple(waiting)


def _plain(fact: Fact) -> bool:
    return not (fact.small_denominator or fact.lasting or fact.by_town or fact.target.relative is not None)


def _fits(waiting: Sequence[Fact], fact: Fact) -> bool:
    first = waiting[0]
    if first.indicator.unit != fact.indicator.unit or first.judgement.goal != fact.judgement.goal:
        return False
    most = _SAME if all(f.shown == fact.shown for f in waiting) else _DIFFERENT
    return len(waiting) < most


def _story(rank: int, facts: tuple[Fact, ...], narrator: Narrator) -> Story:
    if len(facts) > 1:
        return Story(rank, facts, _group_heading(facts, narrator), (narrator.together(facts),))
    fact = facts[0]
    sentences = tuple(s for s in (narrator.about(fact), narrator.more_about(fact)) if s)
    return Story(rank, facts, _heading(rank, fact, narrator), sentences)


def _group_heading(facts: tuple[Fact, ...], narrator: Narrator) -> str:
    text = narrator.say("heading.attained_group", name=facts[0].name, count=len(facts))
    return text if len(text) <= HEADING_LENGTH else facts[0].name


def _heading(rank: int, fact: Fact, narrator: Narrator) -> str:
    """The result in at most 24 characters; the name alone where a longer one leaves no room."""
    threshold = fact.judgement.threshold
    gap = gap_words(threshold - fact.judgement.exact, fact.indicator) if (
        threshold is not None and fact.judgement.exact is not None) else ""  # fmt: skip
    keys = {
        LOST: ("lost",), MISSED: ("missed_gap", "missed"), AWAY: ("away",), BEHIND: ("behind",),
        FEW: ("zero" if fact.value == 0 else "few",), SLIGHT: ("slightly",), TURNED: ("turned",), REACH: ("reach",),
        RISING: ("rising",), ATTAINED: ("attained",),
    }.get(rank, ())  # fmt: skip
    for key in keys:
        if key == "missed_gap" and (not gap or fact.target.relative is not None):
            continue
        text = narrator.say(f"heading.{key}", name=fact.name, gap=gap)
        if len(text) <= HEADING_LENGTH:
            return text
    return fact.name


def worth_a_chart(fact: Fact) -> bool:
    """Whether a line says what the table does not: four years at least of something that is behind or has turned."""
    if fact.few or not fact.has_value or len(fact.series) < 4 or fact.series[-1][0] != fact.year:
        return False
    counts = [o.numerator for o in (fact.now, fact.last) if o is not None and o.numerator is not None]
    if fact.indicator.counts_events and any(count < FEWEST_EVENTS for count in counts):
        return False  # a line of a rate of few cases shows chance
    values = [value for _, value in fact.series]
    # without a target line a wobble in the last digit would fill the whole chart
    least = max(_TELLING * Decimal(1).scaleb(-fact.indicator.decimals), max(values) * _SHARE)
    telling = not fact.target.directional or max(values) - min(values) >= least
    return group_of(fact) == "behind" and len(set(values)) > 1 and telling
