"""四、存在问题 and 五、对策建议: drafted from the figures, replaced by what the clerk wrote where she did."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from plandesk.core.annual.facts import DomainFacts, Fact
from plandesk.core.annual.narrator import Narrator
from plandesk.core.annual.numbering import chinese
from plandesk.core.annual.overview import self_assessments
from plandesk.core.annual.own_texts import TextPart, is_stale, own_paragraphs, text_setting
from plandesk.core.annual.tables import target_with_unit
from plandesk.core.annual.wording import value_words
from plandesk.core.report_model import Element, Heading, Paragraph

Own = Literal["problems", "advice"]
_NAMED = 3
_PARTS: Mapping[tuple[str, str], TextPart] = MappingProxyType(
    {
        ("", "problems"): "problems",
        ("", "advice"): "advice",
        ("midterm", "problems"): "midterm_problems",
        ("midterm", "advice"): "midterm_advice",
        ("final", "problems"): "final_problems",
        ("final", "advice"): "final_advice",
    }
)


def own_text(narrator: Narrator, part: TextPart) -> list[str]:
    """The paragraphs the clerk wrote herself for a part; empty where the draft stands."""
    return own_paragraphs(narrator.snapshot, narrator.plan, narrator.year, part)


def written(narrator: Narrator, part: TextPart, draft: Sequence[str]) -> list[Paragraph]:
    """What stands on paper: her own text, else the draft. A 草稿 says where figures changed since she wrote."""
    own = own_text(narrator, part)
    found = [Paragraph(text) for text in own or draft]
    if own and narrator.options.draft and is_stale(narrator.snapshot, narrator.plan, narrator.year, part):
        found.append(Paragraph(narrator.say("own_text_stale"), small=True))
    return found


@dataclass(frozen=True, slots=True)
class Proposals:
    """Writes parts four and five; of an evaluation report where ``paper`` is midterm or final."""

    narrator: Narrator
    domains: Sequence[DomainFacts]
    attention: Sequence[Fact]
    paper: Literal["", "midterm", "final"] = ""
    annex_behind: str = ""  # the annex of an evaluation report that lists what is behind

    def elements(self) -> list[Element]:
        """Both parts."""
        return [*self.problems(), *self.advice()]

    def problems(self) -> list[Element]:
        """四、存在问题."""
        return self._part("problems", self._problems())

    def advice(self) -> list[Element]:
        """五、对策建议."""
        return self._part("advice", self._advice())

    def drafts(self) -> tuple[tuple[TextPart, str, list[str]], ...]:
        """Both parts as they are drafted: the part, its heading, its paragraphs."""
        prefix = f"papers.{self.paper}." if self.paper else "report.headings."
        given: tuple[tuple[Own, list[str]], ...] = (
            ("problems", self._problems()),
            ("advice", self._advice()),
        )
        return tuple(
            (self._setting(part), self.narrator.words.say(prefix + part), draft) for part, draft in given
        )

    def edited(self) -> int:
        """How many paragraphs are the clerk's own."""
        return sum(len(self._own(part)) for part in ("problems", "advice"))

    def _part(self, part: Own, draft: list[str]) -> list[Element]:
        key = f"papers.{self.paper}.{part}" if self.paper else f"report.headings.{part}"
        heading = Heading(self.narrator.words.say(key), 1)
        return [heading, *written(self.narrator, self._setting(part), draft)]

    def _setting(self, part: Own) -> TextPart:
        return _PARTS[self.paper, part]

    def _own(self, part: Own) -> list[str]:
        return own_text(self.narrator, self._setting(part))

    @property
    def _facts(self) -> list[Fact]:
        return [f for d in self.domains for f in d.listed()]

    @property
    def _missing(self) -> list[Fact]:
        return list({f.code: f for f in self._facts if f.lacks_source}.values())

    def _problems(self) -> list[str]:
        say = self.narrator.say
        missed = [f for f in self.attention if f.judgement.state == "not_attained" and not f.target.stretch]
        behind = [f for f in self.attention if f.judgement.state == "not_due"
                  and f.judgement.verdict in ("slightly_off", "off_track")]  # fmt: skip
        away = [f for f in self.attention if f.judgement.verdict == "moving_away" and f not in missed]
        few = [f for f in self._facts if f.few and f.has_value]
        texts = []
        if self._missing:
            texts.append(self._data_problem())
        if missed:
            texts.append(
                say("problems.missed", names="；".join(self._with_target(f) for f in missed[:_NAMED]))
            )
        if behind:
            texts.append(say("problems.behind", names=_names(behind), more=self._more(behind)))
        if away:
            texts.append(say("problems.away", names=_names(away), more=self._more(away)))
        if few:
            texts.append(say("problems.few", names=_names(few), more=self._more(few)))
        if not texts:
            return [say("problems.none")]
        if len(texts) == 1:
            return texts
        return ["".join(say(f"problems.order_{k}") + text for k, text in enumerate(texts[:4], 1))]

    def _data_problem(self) -> str:
        say, missing = self.narrator.say, self._missing
        by_domain = Counter(d.name for d in self.domains for f in d.listed() if f in missing)
        name, count = by_domain.most_common(1)[0]
        alone = list(by_domain.values()).count(count) == 1 and len(by_domain) > 1
        repeated = sum(f.before is None for f in missing)
        return say(
            "problems.data", count=len(missing), most=say("problems.data_most", domain=name, count=count) if alone else "",
            repeated=say("problems.data_repeated", count=repeated) if repeated else "",
        )  # fmt: skip

    def _with_target(self, fact: Fact) -> str:
        value = value_words(fact.shown, fact.indicator)
        target = target_with_unit(fact, self.narrator)
        return self.narrator.say("problems.missed_item", name=fact.name, value=value, target=target)

    def _more(self, facts: Sequence[Fact]) -> str:
        return self.narrator.say("problems.more", count=len(facts)) if len(facts) > _NAMED else ""

    def _where(self) -> str:
        """The part of the annual report that lists what is behind, by the number it has there."""
        options = self.narrator.options
        if not options.has("attention"):
            return self.narrator.say("advice.where_named")
        number = sum((options.has("overview"), options.has("domains"), options.has("attention")))
        return self.narrator.say("advice.where_part", number=chinese(number))

    def _advice(self) -> list[str]:
        say, region = self.narrator.say, self.narrator.plan.region
        texts = []
        if self._missing:
            statistics = say("unit_statistics", region=region.name)
            annex = self.narrator.annex_missing
            texts.append(say("advice.data", statistics=statistics, count=len(self._missing), annex=annex))
        asked = [f for f in self.attention if f.judgement.level != "notice"]
        if asked:
            units = "、".join(list(dict.fromkeys(f.indicator.reporter for f in asked)))
            key = {"": "follow", "midterm": "follow_annex", "final": "follow_onward"}[self.paper]
            texts.append(say(f"advice.{key}", units=units, annex=self.annex_behind, where=self._where()))
        if any(f.few and f.has_value for f in self._facts):
            texts.append(say("advice.few"))
        if any(f.small_denominator for f in self._facts):
            texts.append(say("advice.small"))
        goals = sum(d.evaluation.counts.qualitative for d in self.domains)
        answered = sum(self_assessments(self.narrator, [d.domain.no for d in self.domains]).values())
        if goals > answered:
            texts.append(say("advice.assess", count=goals - answered))
        if not texts:
            return [say("advice.none")]
        if len(texts) == 1:
            return texts
        return [say("advice.order", number=chinese(k)) + text for k, text in enumerate(texts, 1)]


def _names(facts: Sequence[Fact]) -> str:
    return "、".join(list(dict.fromkeys(f.name for f in facts))[:_NAMED])


__all__ = ["Proposals", "own_text", "text_setting", "written"]
