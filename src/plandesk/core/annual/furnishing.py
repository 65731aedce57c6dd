"""What every report is furnished with: the units that issue it, its cover, the words on every page."""

from collections.abc import Sequence

from plandesk.core.plan import Plan
from plandesk.core.report_model import Cover, Furniture
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words

STATISTICS_SETTING = "report.statistics_unit"
OFFICE_SETTING = "report.office_unit"


def report_units(snapshot: Snapshot, words: Words) -> tuple[str, str]:
    """The statistics unit and the office of the committee, as the file or else as custom names them."""
    region, settings = snapshot.region.name, snapshot.settings
    statistics = settings.get(STATISTICS_SETTING) or words.say("report.unit_statistics", region=region)
    office = settings.get(OFFICE_SETTING) or words.say("report.unit_office", region=region)
    return statistics, office


def short_office(office: str, snapshot: Snapshot, words: Words) -> str:
    """The office's short name for the seals, where the full one is the usual one."""
    usual = words.say("report.unit_office", region=snapshot.region.name)
    return words.say("report.unit_office_short", region=snapshot.region.name) if office == usual else office


def cover(
    plans: Sequence[Plan], name: str, words: Words, snapshot: Snapshot, units: Sequence[str], month: str
) -> Cover:
    """The cover of the report ``name`` on ``plans``."""
    first, last = min(p.period[0] for p in plans), max(p.period[1] for p in plans)
    said = all(str(p.period[0]) in p.title and str(p.period[1]) in p.title for p in plans)
    share = sample_share(plans, snapshot)
    foot = {"all": "cover_sample", "some": "cover_some_samples"}.get(share, "")
    return Cover(
        marking=words.say("report.marking"),
        plan=tuple(p.title for p in plans),
        period="" if said else words.say("report.period", first=first, last=last),
        report=name,
        units=tuple(units),
        month=month,
        foot=words.say(f"report.{foot}", region=snapshot.region.name) if foot else "",
    )


def furniture(plans: Sequence[Plan], words: Words, snapshot: Snapshot) -> Furniture:
    """The words on every page; the box says where the figures of ``plans`` are samples."""
    share = sample_share(plans, snapshot)
    box_words = {"all": "sample_words", "some": "some_samples_words"}.get(share, "")

    def say(key: str) -> str:
        return words.say(f"report.furniture.{key}")

    return Furniture(
        box=say("sample") if share else "",
        box_words=say(box_words) if box_words else "",
        contents=say("contents"),
        continued=say("continued"),
        continued_form=say("continued_form"),
        continued_band=say("continued_band"),
        notes=say("notes"),
        source=say("source"),
        unit=say("unit"),
    )


def sample_share(plans: Sequence[Plan], snapshot: Snapshot) -> str:
    """Whether ``all``, ``some`` or none ("") of the figures of these plans are samples."""
    codes = {placed.target.indicator for plan in plans for placed in plan.placed_targets()}
    origins = {o.origin == "sample" for key, o in snapshot.observations.items() if key.indicator in codes}
    return {(True,): "all", (False, True): "some"}.get(tuple(sorted(origins)), "")
