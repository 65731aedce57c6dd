"""Sentences from figures: the patterns of paper.md part 6, chosen by a hash, never more than the figures say."""

import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from plandesk.core.annual.facts import Fact
from plandesk.core.annual.options import USUAL, ReportOptions
from plandesk.core.annual.standing import against, target_phrase
from plandesk.core.annual.wording import Change, Direction, gap_words, pace_words, value_words, verb_of
from plandesk.core.figures import possible
from plandesk.core.plan import Plan
from plandesk.core.quantity import canonical, printed, rounded
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words

FEWEST_FOR_TREND = 4
_HALF_POINT = Decimal("0.5")
_PARALLEL = 2  # facts in one sentence with different figures (≤ 5 figures a paragraph)
_EQUAL = 3  # facts in one sentence with the same figure


@dataclass(slots=True)
class Narrator:
    """Writes about the facts of one plan's report: indicator, year and plan choose among ways to say the same."""

    words: Words
    snapshot: Snapshot
    plan: Plan
    year: int
    annex_missing: str = ""
    options: ReportOptions = USUAL
    _recent: list[str] = field(default_factory=list)
    _used: Counter[str] = field(default_factory=Counter)

    def say(self, key: str, **slots: object) -> str:
        """The text ``report.<key>``."""
        return self.words.say(f"report.{key}", **slots)

    # --- one fact -------------------------------------------------------------------------------------------------

    def about(self, fact: Fact) -> str:
        """One sentence: level, change on last year, place against the target; with the caveat of few persons."""
        if fact.few:
            return self.few(fact)
        text = self._level(fact) + against(fact, self.target(fact), self.words) + self._course(fact)
        return text + "。"

    def more_about(self, fact: Fact) -> str:
        """A second sentence about a fact that is behind: the pace needed, where the course leads, or too few years."""
        if fact.few:
            return self.pooled(fact)
        if fact.judgement.attained or fact.target.directional:
            return self.breakdown(fact)
        return self._pace(fact) + self._forecast(fact) or self.breakdown(fact)

    def few(self, fact: Fact) -> str:
        """Pattern 22: how many cases the target allows at the present size; no change, no trend."""
        indicator, now, threshold = fact.indicator, fact.now, fact.judgement.threshold
        if fact.value == 0:
            return self.say("sentence.few_none", year=fact.year, name=fact.name)
        value = value_words(fact.shown, indicator)
        if (
            now is None
            or not now.denominator
            or now.numerator is None
            or not threshold
            or indicator.base is None
        ):
            return self.say("sentence.few_typed", year=fact.year, name=fact.name, value=value)
        allowed = threshold * Fraction(now.denominator) / Fraction(indicator.base)
        if allowed < 1:
            years = self.say("sentence.few_years", years=canonical(rounded(1 / allowed, 0)))
        else:
            years = self.say("sentence.few_more")
        return self.say(
            "sentence.few", year=fact.year, denominator_name=indicator.denominator, denominator=canonical(now.denominator),
            numerator_name=indicator.numerator, numerator=canonical(now.numerator), name=fact.name, value=value,
            phrase=self.target(fact), allowed=printed(allowed, 1), years=years,
        )  # fmt: skip

    def pooled(self, fact: Fact) -> str:
        """Pattern 23: the last years together, from numerators and denominators; "" where they are not there."""
        indicator = fact.indicator
        if indicator.base is None:
            return ""
        parts = []
        for year in range(fact.year - 4, fact.year + 1):
            found = self.snapshot.observation(fact.code, year)
            whole = found is not None and found.denominator and found.numerator is not None
            if found is not None and whole:
                parts.append((year, found.numerator, found.denominator))
            elif parts:
                parts.clear()
        if len(parts) < 3 or any(year > parts[0][0] for year in fact.breaks if year <= fact.year):
            return ""
        events = sum((n for _, n, _ in parts if n is not None), Decimal(0))
        base = sum((d for _, _, d in parts if d is not None), Decimal(0))
        if events == 0:
            name = indicator.numerator
            return self.say("sentence.pooled_zero", first=parts[0][0], last=fact.year, numerator_name=name)
        value = printed(Fraction(indicator.base) * Fraction(events) / Fraction(base), indicator.decimals)
        return self.say(
            "sentence.pooled", first=parts[0][0], last=fact.year, denominator_name=indicator.denominator,
            denominator=canonical(base), numerator_name=indicator.numerator, numerator=canonical(events),
            value=value_words(value, indicator),
        )  # fmt: skip

    def breakdown(self, fact: Fact) -> str:
        """Patterns 20 and 21: town and country, women and men, where both figures are there."""
        for dimension, first, second, key in (
            ("area", "urban", "rural", "area"),
            ("sex", "female", "male", "sexes"),
        ):
            now = self._pair(fact, dimension, first, second, fact.year)
            if now is None:
                continue
            gap = gap_words(now[0] - now[1], fact.indicator)
            if not gap or now[0] == now[1]:
                continue
            shown = {name: value_words(printed(v, fact.indicator.decimals), fact.indicator) for name, v in (
                (first, now[0]), (second, now[1]))}  # fmt: skip
            return (
                self.say(f"sentence.{key}", gap=gap, **shown)
                + self._spread(fact, dimension, first, second, now)
                + "。"
            )
        return ""

    # --- several facts --------------------------------------------------------------------------------------------

    def together(self, facts: Sequence[Fact]) -> str:
        """Patterns 4 and 5: facts with one unit in one sentence; the caller gives at most what fits."""
        names = listed([f.name for f in facts])
        changes = [f.change for f in facts]
        target = self.say("sentence.all_reached") if all(f.judgement.attained for f in facts) else ""
        if len({f.shown for f in facts}) == 1:
            change = self._equal_change(changes)
            value = value_words(facts[0].shown, facts[0].indicator)
            return self.say(
                "sentence.equal_two", year=self.year, names=names, value=value, change=change, target=target
            )
        values = listed([value_words(f.shown, f.indicator) for f in facts])
        return self.say(
            "sentence.parallel", year=self.year, names=names, values=values, target=target,
            change=self._parallel_change(changes),
        )  # fmt: skip

    def _equal_change(self, changes: Sequence[Change | None]) -> str:
        first = changes[0]
        if first is None or any(c != first for c in changes):
            return ""
        if first.direction == "same":
            return self.say("sentence.equal_unchanged")
        if not first.amount:
            return ""
        return self.say("sentence.equal_change", verb=self.say(f"verb.{first.verb}"), amount=first.amount)

    def _parallel_change(self, changes: Sequence[Change | None]) -> str:
        given = [c for c in changes if c is not None and c.amount]
        if len(given) < len(changes) or len({c.verb for c in given}) > 1:
            return ""
        verb = self.say(f"verb.{given[0].verb}")
        return self.say("sentence.parallel_change", verb=verb, amounts=listed([c.amount for c in given]))

    # --- parts of a sentence --------------------------------------------------------------------------------------

    def target(self, fact: Fact) -> str:
        """The target as a phrase: ``95%的目标``, ``10.5/10万的目标上限``; with its year where that is a stage."""
        return target_phrase(fact, self.plan, self.snapshot.library, self.words)

    def change(self, fact: Fact) -> str:
        """The clause about last year: 比上年提高0.3个百分点, 与上年持平, or nothing."""
        change = fact.change
        if not change:
            return self._same_count(fact)
        if change.direction == "same":
            return self.say("sentence.unchanged")
        difference = fact.difference
        small = fact.indicator.unit == "%" and difference is not None and abs(difference) <= _HALF_POINT
        verb = self.say(f"verb.{change.verb}")
        if small and self._pick(fact, "slight", 2) == 0 and change.verb.startswith("plain"):
            return self.say(f"sentence.slightly_{change.direction}", amount=change.amount)
        return self.say("sentence.change", verb=verb, amount=change.amount)

    def _same_count(self, fact: Fact) -> str:
        """A rate that moved only because its denominator did: the same number of cases, else nothing."""
        counts = [o.numerator for o in (fact.now, fact.last) if o is not None]
        if (
            not fact.comparable
            or not fact.indicator.counts_events
            or len(counts) < 2
            or counts[0] != counts[1]
        ):
            return ""
        return self.say("sentence.same_count", count=canonical(counts[0])) if counts[0] else ""

    def _level(self, fact: Fact) -> str:
        value = value_words(fact.shown, fact.indicator) + self._parts(fact)
        if fact.lasting:
            value += self.say("sentence.lasting", year=fact.judgement.year_of_value)
        before = fact.before
        if before is not None and fact.comparable and fact.difference and self._turn(fact, "level", 4) == "d":
            verb = "up" if fact.difference > 0 else "down"
            if fact.indicator.kind == "count":
                verb = {"up": "more", "down": "less"}[verb]
            was = value_words(printed(before, fact.indicator.decimals), fact.indicator)
            text = self._variant(fact, "sentence.level_from", "ab", year=fact.year, name=fact.name, value=value,
                                 before_year=fact.year - 1, before=was, moved=self.say(f"sentence.moved_{verb}"))  # fmt: skip
            change = fact.change
            if change and change.amount:
                text += "，" + self.say(f"verb.{change.verb}") + change.amount
            return text
        letter = self._turn(fact, "level", 3)
        return self.say(
            f"sentence.level.{letter}", year=fact.year, name=fact.name, value=value, change=self.change(fact)
        )

    def _parts(self, fact: Fact) -> str:
        now = fact.now
        if not fact.small_denominator or now is None or now.numerator is None or now.denominator is None:
            return ""
        return self.say(
            "sentence.parts", denominator_name=fact.indicator.denominator, denominator=canonical(now.denominator),
            numerator_name=fact.indicator.numerator, numerator=canonical(now.numerator),
        )  # fmt: skip

    def _course(self, fact: Fact) -> str:
        """For ↑ and ↓: every year the right way, or the first wrong change; only where every year has a figure."""
        if not fact.target.directional or not fact.comparable or len(fact.series) < FEWEST_FOR_TREND:
            return ""
        years = [year for year, _ in fact.series]
        if years != list(range(years[0], fact.year + 1)) or any(
            years[0] < y <= fact.year for y in fact.breaks
        ):
            return ""
        wanted = 1 if fact.target.op == "↑" else -1
        steps = [(b - a) * wanted for (_, a), (_, b) in zip(fact.series, fact.series[1:], strict=False)]
        change = fact.change
        if change is None or change.direction == "same":
            return ""
        verb = self.say(f"verb.{verb_of(change.direction, fact.indicator)}")
        if all(step > 0 for step in steps):
            return self.say("sentence.every_year_up", first=years[0], verb=verb)
        if steps[-1] < 0 and all(step >= 0 for step in steps[:-1]):
            return self.say("sentence.first_turn", first=years[0], verb=verb)
        return ""

    def _pace(self, fact: Fact) -> str:
        """Pattern 17: what is needed a year against what there was, from the first to the last printed figure."""
        need = self.needed(fact)
        points = fact.series
        if (
            need is None
            or len(points) < FEWEST_FOR_TREND
            or any(points[0][0] < y <= fact.year for y in fact.breaks)
        ):
            return ""
        (first, start), (last, end) = points[0], points[-1]
        was = Fraction(end - start) / (last - first)
        amount = pace_words(was, fact.indicator)
        if last != fact.year or (not amount and end != start):
            return ""
        key = "sentence.pace" if fact.target.stage_year - fact.year > 1 else "sentence.pace_last"
        slots = {
            "stage": fact.target.stage_year,
            "verb": need.verb,
            "need": need.amount,
            "first": first,
            "last": last,
        }
        if end == start:
            return self.say(f"{key}_same", **slots)
        verb_was = self.say(f"verb.{verb_of('up' if was > 0 else 'down', fact.indicator)}")
        if key == "sentence.pace":
            key += f".{self._next(key, 'abc')}"
        return self.say(key, verb_was=verb_was, was=amount, **slots)

    def needed(self, fact: Fact) -> Change | None:
        """What is needed per year until the stage year, with its verb in words; None where nothing can be said."""
        threshold, years = fact.judgement.threshold, fact.target.stage_year - fact.year
        if threshold is None or years <= 0 or fact.judgement.attained is not False or fact.few:
            return None
        per_year = (threshold - Fraction(fact.value)) / years
        amount = pace_words(per_year, fact.indicator)
        relative = fact.target.relative
        if not amount or fact.target.op == "between" or (relative is not None and relative.per == "year"):
            return None
        direction: Direction = "up" if per_year > 0 else "down"
        return Change(direction, self.say(f"verb.{verb_of(direction, fact.indicator)}"), amount)

    def _forecast(self, fact: Fact) -> str:
        """Patterns 18 and 19: where the mean change leads by the stage year."""
        judgement, stage = fact.judgement, fact.target.stage_year
        if stage <= fact.year or fact.indicator.period_kind == "term":
            return ""
        if judgement.verdict == "cannot_tell":
            return self.say("sentence.too_short")
        if judgement.forecast is None or judgement.verdict == "moving_away":
            return ""
        if not possible(Decimal(judgement.forecast), fact.indicator):
            return ""
        forecast = value_words(judgement.forecast, fact.indicator)
        if judgement.verdict == "on_track":
            letter = self._next("met", "ab")
            return self.say(f"sentence.forecast_met.{letter}", stage=stage, forecast=forecast)
        if judgement.verdict in ("slightly_off", "off_track"):
            threshold = judgement.threshold
            if threshold is not None and Fraction(Decimal(judgement.forecast)) == threshold:
                last = gap_words(Decimal(1).scaleb(-fact.indicator.decimals), fact.indicator)
                return self.say(
                    "sentence.forecast_close" if last else "sentence.forecast_near", stage=stage, gap=last
                )
            letter = self._next("short", "abc")
            return self.say(f"sentence.forecast_short.{letter}", stage=stage, forecast=forecast)
        return ""

    def _pair(
        self, fact: Fact, dimension: str, first: str, second: str, year: int
    ) -> tuple[Decimal, Decimal] | None:
        found = [
            self.snapshot.observation(fact.code, year, f"{dimension}={part}") for part in (first, second)
        ]
        values = [o.value for o in found if o is not None and o.value is not None]
        if len(values) < 2:
            return None
        decimals = fact.indicator.decimals
        return rounded(values[0], decimals), rounded(values[1], decimals)

    def _spread(
        self, fact: Fact, dimension: str, first: str, second: str, now: tuple[Decimal, Decimal]
    ) -> str:
        """How the gap moved on last year."""
        last = self._pair(fact, dimension, first, second, fact.year - 1)
        if last is None or fact.broken:
            return ""
        wider = abs(now[0] - now[1]) - abs(last[0] - last[1])
        if wider == 0:
            return self.say("sentence.spread_same")
        verb = self.say("verb.spread.up" if wider > 0 else "verb.spread.down")
        return self.say("sentence.spread", verb=verb, amount=gap_words(wider, fact.indicator))

    # --- choosing -------------------------------------------------------------------------------------------------

    def _pick(self, fact: Fact, what: str, choices: int) -> int:
        """A number below ``choices``, the same for the same input."""
        return zlib.crc32(f"{fact.code}|{fact.year}|{self.plan.id}|{what}".encode()) % choices

    def _turn(self, fact: Fact, what: str, choices: int) -> str:
        """A letter chosen by hash, but never the same three times running."""
        letter = "abcd"[self._pick(fact, what, choices)]
        if self._recent[-2:] == [letter, letter]:
            letter = "abcd"[(self._pick(fact, what, choices) + 1) % choices]
        self._recent.append(letter)
        return letter

    def _next(self, what: str, letters: str) -> str:
        """The letters in turn, so that the same sentence does not follow itself."""
        self._used[what] += 1
        return letters[(self._used[what] - 1) % len(letters)]

    def _variant(self, fact: Fact, key: str, letters: str, **slots: object) -> str:
        return self.say(f"{key}.{letters[self._pick(fact, key, len(letters))]}", **slots)


def listed(items: Sequence[str]) -> str:
    """``甲、乙和丙``."""
    return items[0] if len(items) == 1 else "、".join(items[:-1]) + "和" + items[-1]
