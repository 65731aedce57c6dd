"""State and remark of a row: what its findings, explanations and notes say in the two last columns."""

from collections.abc import Iterator, Sequence

from plandesk.core.findings import Finding
from plandesk.core.indicator import Indicator
from plandesk.core.judging import Judgement
from plandesk.core.records import STATUS_WORDS, Observation
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.exchange.figures_text import refines


class Remarks:
    """The findings of a year by cell, put into words."""

    def __init__(self, snapshot: Snapshot, year: int, words: Words, findings: Sequence[Finding]) -> None:
        self._snapshot, self._year, self._words = snapshot, year, words
        self._findings: dict[tuple[str, str], list[Finding]] = {}
        for finding in findings:
            self._findings.setdefault((finding.indicator, finding.cell), []).append(finding)

    def state(self, code: str, cell: str, observation: Observation | None) -> str:
        """有误, 待说明, 未填, 已说明 or the status word; a breakdown nobody filled has none."""
        found = self._findings.get((code, cell), [])
        if any(f.severity == "error" for f in found):
            return self._words.say("workbook.state_error")
        if any(f.severity == "warning" and f.open for f in found):
            return self._words.say("workbook.state_to_explain")
        if observation is None or not observation.is_answered:
            return "" if cell and observation is None else self._words.say("workbook.state_blank")
        if any(f.explanation for f in found):
            return self._words.say("workbook.state_explained")
        return STATUS_WORDS.get(observation.status, "")

    def text(
        self, indicator: Indicator, cell: str, observation: Observation | None, judgement: Judgement | None
    ) -> str:
        """Findings with their explanations, the note, and which figure was judged where it is another one."""
        found = self._findings.get((indicator.code, cell), [])
        said = [self._finding_words(f, indicator) for f in found if f.severity != "note"]
        if observation is not None and observation.note:
            said.append(self._words.say("workbook.remark_note", note=observation.note))
        return "\n".join([*said, *self._judged_otherwise(indicator, observation, judgement)])

    def _judged_otherwise(
        self, indicator: Indicator, observation: Observation | None, judgement: Judgement | None
    ) -> Iterator[str]:
        """For a 届次 figure that lasts, for the township that stands worst, for a 替代性指标."""
        if judgement is not None and judgement.substitute is not None and judgement.value is not None:
            named = judgement.substitute
            value = judgement.value + named.unit
            yield self._words.say("workbook.remark_substitute", substitute=named.name, value=value)
            return
        if judgement is None or judgement.value is None or refines(judgement.value, observation, indicator):
            return
        year = judgement.year_of_value or self._year
        yield self._words.say("workbook.remark_judged", year=year, value=judgement.value)

    def _finding_words(self, finding: Finding, indicator: Indicator) -> str:
        message = self._without_place(finding.message, indicator)
        if finding.explanation:
            return self._words.say(
                "workbook.remark_explained", message=message, explanation=finding.explanation
            )
        return self._words.say(f"workbook.remark_{finding.severity}", message=message)

    def _without_place(self, message: str, indicator: Indicator) -> str:
        """The sentence without the indicator and year it begins with: the row says them already."""
        if not message.startswith(indicator.name):
            return message
        return message.removeprefix(indicator.name).removeprefix(f"{self._year}年").lstrip("的：，")
