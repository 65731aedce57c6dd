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
from plandesk.core.annual.tables import target_with_unit
from plandesk.core.annual.wording import value_words
from plandesk.core.report_model import Element, Heading, Paragraph

Part = Literal[
    "problems", "advice", "midterm_work", "midterm_problems", "midterm_advice", "final_work", "final_problems", "final_advice"
]  # fmt: skip
_NAMED = 3


def text_setting(plan_id: str, year: int, part: Part) -> str:
    """The name of the setting that holds the clerk's own text of a part (paragraphs parted by line ends)."""
    return f"report.{plan_id}.{year}.{part}"


_PARTS: Mapping[tuple[str, str], Part] = MappingProxyType(
    {
        ("", "problems"): "problems",
        ("", "advice"): "advice",
        ("midterm", "problems"): "midterm_problems",
        ("midterm", "advice"): "midterm_advice",
        ("final", "problems"): "final_problems",
        ("final", "advice"): "final_advice",
    }
)


def own_text(narrator: Narrator, part: Part) -> list[str]:
    """The paragraphs the clerk wrote herself for a part; empty where the draft stands."""
    name = text_setting(narrator.plan.id, narrator.year, part)
    return [line.strip() for line in narrator.snapshot.settings.get(name, "").splitlines() if line.strip()]


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

    def edited(self) -> int:
        """How many paragraphs are the clerk's own."""
        return sum(len(self._own(part)) for part in ("problems", "advice"))

    def _part(self, part: Literal["problems", "advice"], draft: list[str]) -> list[Element]:
        key = f"papers.{self.paper}.{part}" if self.paper else f"report.headings.{part}"
        heading = Heading(self.narrator.words.say(key), 1)
        return [heading, *(Paragraph(text) for text in self._own(part) or draft)]

    def _own(self, part: Literal["problems", "advice"]) -> list[str]:
        return own_text(self.narrator, _PARTS[self.paper, part])

    @property
    def _facts(self) -> list[Fact]:
        return [f for d in self.domains for f in d.listed()]

    @property
    def _missing(self) -> list[Fact]:
        return list(
            {f.code: f for f in self._facts if not f.has_value and f.status != "not_applicable"}.values()
        )

    def _problems(self) -> list[str]:
        say = self.narrator.say
        missed = [f for f in self.attention if f.judgement.state == "not_attained"]
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
            texts.append(say(f"advice.{key}", units=units, annex=self.annex_behind))
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
