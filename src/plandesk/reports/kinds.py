"""Every kind of paper with its writer, by the names of plandesk-cli report."""

from collections.abc import Mapping
from types import MappingProxyType

from plandesk.reports.annual import write_annual
from plandesk.reports.checks import write_checks
from plandesk.reports.compendium import write_compendium
from plandesk.reports.entry_forms import write_blank_forms, write_filled_forms, write_forms
from plandesk.reports.final import write_final
from plandesk.reports.issuing import Writer
from plandesk.reports.midterm import write_midterm
from plandesk.reports.responsibility import write_responsibility
from plandesk.reports.units import write_units
from plandesk.reports.warnings import write_warnings

WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "annual": write_annual,
        "compendium": write_compendium,
        "warnings": write_warnings,
        "units": write_units,
        "responsibility": write_responsibility,
        "forms": write_forms,
        "blank_forms": write_blank_forms,
        "filled_forms": write_filled_forms,
        "midterm": write_midterm,
        "final": write_final,
        "checks": write_checks,
    }
)
