"""Short words for plans and domains, shared by pages and frame."""

from collections.abc import Mapping

from plandesk.core.plan import Plan
from plandesk.core.snapshot import Snapshot

PROJECTS = "实事项目"
_PREFIXES = ("妇女参与", "妇女与", "儿童与", "妇女和", "儿童和")


def short_domain(name: str) -> str:
    """健康 for 妇女与健康: the plan says whose it is already."""
    for prefix in _PREFIXES:
        if name.startswith(prefix) and len(name) > len(prefix):
            return name.removeprefix(prefix)
    return name


def audience_word(plan: Plan, *, short: bool = False) -> str:
    """妇女规划 or 儿童规划."""
    word = "妇女" if plan.audience == "women" else "儿童"
    return word if short else f"{word}规划"


def domains_of_indicators(plan: Plan, snapshot: Snapshot) -> Mapping[str, str]:
    """The short domain name each indicator of the plan first stands in; 实事项目 for those of projects only."""
    found: dict[str, str] = {}
    for placed in plan.placed_targets():
        against = placed.target.relative.against if placed.target.relative else None
        for code in (placed.target.indicator, against):
            if code and code in snapshot.library:
                found.setdefault(code, short_domain(placed.domain.name) if placed.domain else PROJECTS)
    return found
