"""The mid-term evaluation report (中期评估报告) as a PDF."""

from plandesk.core.papers.evaluation_report import midterm_report
from plandesk.reports.issuing import writer

write_midterm = writer(midterm_report)
