"""Judging (判定): attainment, verdicts, forecasts, early warnings. The rules are cli.md's, “Judging”.

``evaluate`` judges a plan in a year; ``evaluation_to_mapping`` prints it as JSON.
"""

from plandesk.core.judging.evaluation import evaluate
from plandesk.core.judging.faults import earlier_errors
from plandesk.core.judging.mapping import evaluation_to_mapping, judgement_to_mapping, units_to_mapping
from plandesk.core.judging.model import (
    METHODS,
    TOLERANCE,
    Counts,
    DomainEvaluation,
    EarlyWarning,
    Evaluation,
    Judgement,
    Level,
    Method,
    Rates,
    State,
    Verdict,
)
from plandesk.core.judging.side_by_side import MethodVerdict, Prospects, SideBySide, side_by_side
from plandesk.core.judging.substitutes import unfit
from plandesk.core.judging.tolerance import TOLERANCE_SETTING, tolerance_of, tolerance_setting
from plandesk.core.judging.units import UnitEvaluation, by_unit
from plandesk.core.judging.verdict_words import VERDICTS, verdict_word, verdict_words

__all__ = [
    "METHODS",
    "TOLERANCE",
    "TOLERANCE_SETTING",
    "VERDICTS",
    "Counts",
    "DomainEvaluation",
    "EarlyWarning",
    "Evaluation",
    "Judgement",
    "Level",
    "Method",
    "MethodVerdict",
    "Prospects",
    "Rates",
    "SideBySide",
    "State",
    "UnitEvaluation",
    "Verdict",
    "by_unit",
    "earlier_errors",
    "evaluate",
    "evaluation_to_mapping",
    "judgement_to_mapping",
    "side_by_side",
    "tolerance_of",
    "tolerance_setting",
    "unfit",
    "units_to_mapping",
    "verdict_word",
    "verdict_words",
]
