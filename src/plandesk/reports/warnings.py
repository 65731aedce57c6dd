"""The list of warnings (预警清单) as a PDF."""

from plandesk.reports.issuing import writer

write_warnings = writer("warnings")
