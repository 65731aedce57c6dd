"""The sheets to the units (督办单, 反馈单) as one PDF."""

from plandesk.core.papers.unit_sheets import unit_sheets
from plandesk.reports.issuing import writer

write_units = writer(unit_sheets)
