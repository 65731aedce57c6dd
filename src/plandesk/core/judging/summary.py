"""The one sentence for the leader."""

from plandesk.core.judging.case import Case
from plandesk.core.judging.outlook import forecast_of
from plandesk.core.judging.ruling import Ruling
from plandesk.core.judging.sentences import bound_words


def summary_of(case: Case, ruling: Ruling, attained: bool | None, value: str | None, word: str) -> str:
    """What stands at the head of 怎么判定的 and in the report: figure, target, verdict, never more than they
    say.
    """
    slots = {
        "name": case.name,
        "year": case.year,
        "stage": case.target.stage_year,
        "value": "" if value is None else value + case.indicator.unit,
        "bound": bound_words(case, case.measured.now) if case.measured.now is not None else "",
        "word": word,
    }
    if value is None:
        return case.say("summary.faulty" if case.reading.faulty else "summary.none", **slots)
    if attained is None:
        reason = ruling.steps[-1] if ruling.steps else ""
        if case.measured.lacking not in ("", "figure"):
            return case.say("summary.open", **slots) + reason
        return case.say(
            "summary.arrow_unclear" if ruling.verdict == "cannot_tell" else "summary.arrow", **slots
        )
    if attained:
        return case.say(f"summary.{ruling.verdict}", **slots)
    if ruling.headline:
        return case.say("summary.named", name=case.name, text=ruling.headline)
    forecast = forecast_of(case)
    if case.target.stage_year <= case.year:
        return case.say("summary.missed", **slots)
    if ruling.verdict == "cannot_tell":
        return case.say("summary.unclear", **slots)
    if forecast is None or case.court.method != "weather":
        return case.say("summary.unmet", **slots)
    return case.say("summary.ahead", forecast=case.figure(forecast), **slots)
