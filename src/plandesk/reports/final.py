"""The final evaluation report (终期评估报告) as a PDF."""

from plandesk.reports.issuing import writer

write_final = writer("final")
