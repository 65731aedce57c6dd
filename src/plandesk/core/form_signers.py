"""Who signed a returned collection form (采集表) and whom to ring: kept with the year and the unit."""

import json
from collections.abc import Mapping

from plandesk.core.records import Setting
from plandesk.core.snapshot import Snapshot

ROLES = ("unit_head", "statistics_head", "compiler", "phone")


def signers_setting(year: int, unit: str, signers: Mapping[str, str]) -> Setting:
    """The setting that holds them; by role."""
    told = {role: signers[role] for role in ROLES if signers.get(role)}
    return Setting(f"signers/{year}/{unit}", json.dumps(told, ensure_ascii=False) if told else "")


def signers_of(snapshot: Snapshot, year: int, unit: str) -> Mapping[str, str]:
    """By role what the unit's last form of ``year`` says; {} where it says nothing."""
    text = snapshot.settings.get(f"signers/{year}/{unit}", "")
    return {str(k): str(v) for k, v in json.loads(text).items()} if text else {}
