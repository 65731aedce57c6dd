"""Words that can reach a file or a terminal: looked up by key, with named slots."""

from collections.abc import Mapping
from dataclasses import dataclass

from plandesk.core.problems import KnownProblem


@dataclass(frozen=True, slots=True)
class Words:
    """The catalogue of ``resources/messages/zh_CN``: flat keys (``findings.range_high``) to templates."""

    templates: Mapping[str, str]

    def say(self, key: str, /, **slots: object) -> str:
        """The sentence of ``key`` with its slots filled. Raises KeyError for an unknown key or a missing slot."""
        return self.templates[key].format(**slots)

    def problem(self, problem: KnownProblem) -> str:
        """The sentence for a known problem."""
        return self.say(f"problems.{problem.code}", **problem.slots)
