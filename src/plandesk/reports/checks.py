"""The list of findings (审核单) as a PDF."""

from plandesk.reports.issuing import writer

write_checks = writer("checks")
