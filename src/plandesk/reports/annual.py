"""The annual monitoring report (年度监测报告) as a PDF."""

from plandesk.reports.issuing import writer

write_annual = writer("annual")
