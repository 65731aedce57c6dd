"""The sheets to the units (督办单, 反馈单) as one PDF."""

from plandesk.reports.issuing import writer

write_units = writer("units")
