"""What the papers without a cover have in common: furniture, title, who issues them, a plan's name as a band."""

from collections.abc import Sequence

from plandesk.core.annual.dossier import Dossier
from plandesk.core.annual.furnishing import cover, furniture, report_units
from plandesk.core.plan import Plan
from plandesk.core.report_model import Chapter, Report
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words


def bare_report(
    snapshot: Snapshot, plans: Sequence[Plan], words: Words, title: str, chapters: Sequence[Chapter],
    *, month: str,
) -> Report:  # fmt: skip
    """A paper without cover and contents (清单, 督办单, 分解表, 填报表)."""
    units = report_units(snapshot, words)
    return Report(
        title=title,
        author=units[1],
        subject=words.say("report.subject"),
        keywords=words.say("papers.keywords"),
        cover=cover(plans, title, words, snapshot, units, month),
        furniture=furniture(plans, words, snapshot),
        chapters=tuple(chapters),
        bare=True,
    )


def several(dossiers: Sequence[Dossier]) -> bool:
    """Whether a paper is about more than one plan, so that each is named."""
    return len(dossiers) > 1


def plan_band(dossier: Dossier, words: Words) -> str:
    """The plan's short name: 妇女发展规划."""
    return words.say(f"papers.plan_{dossier.plan.audience}")


def named(name: str, unit: str) -> str:
    """An indicator's name with its unit: 孕产妇死亡率（/10万)."""
    return f"{name}（{unit}）" if unit else name
