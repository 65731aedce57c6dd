"""The mid-term evaluation report (中期评估报告) as a PDF."""

from plandesk.reports.issuing import writer

write_midterm = writer("midterm")
