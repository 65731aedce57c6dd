"""The methods by name: the weather rule, and the published ones beside it."""

from plandesk.core.judging.case import Case
from plandesk.core.judging.directional import directional
from plandesk.core.judging.model import Method
from plandesk.core.judging.other_methods import free_of_target, gap_closed, open_sdg, un_progress
from plandesk.core.judging.outlook import trend_steps, weather_steps
from plandesk.core.judging.ruling import Ruling
from plandesk.core.judging.weather import weather


def rule(case: Case, method: Method) -> Ruling:
    """The ruling of ``method`` on a target that is unmet, or has no figure."""
    if case.measured.final is None:
        return directional(case) if method == "weather" else free_of_target(case, method)
    if method == "weather":
        return _weather(case)
    return {"open_sdg": open_sdg, "un_progress": un_progress, "gap_closed": gap_closed}[method](case)


def _weather(case: Case) -> Ruling:
    goal = case.measured.final
    assert goal is not None
    result = weather(case.trend, goal, case.target.stage_year)
    return Ruling(result.verdict, (*trend_steps(case), *weather_steps(case, result)), result.miss)
