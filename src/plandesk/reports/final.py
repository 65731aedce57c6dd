"""The final evaluation report (终期评估报告) as a PDF."""

from plandesk.core.papers.evaluation_report import final_report
from plandesk.reports.issuing import writer

write_final = writer(final_report)
