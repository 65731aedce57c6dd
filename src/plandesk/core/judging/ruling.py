"""What a rule says about one target: a verdict and the steps that lead to it."""

from dataclasses import dataclass
from fractions import Fraction

from plandesk.core.judging.model import Verdict


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict with its steps; ``miss`` is m of the weather rule where it was computed.

    ``headline`` is the sentence for the leader where the rule has its own (small numbers).
    """

    verdict: Verdict
    steps: tuple[str, ...] = ()
    miss: Fraction | None = None
    headline: str = ""
