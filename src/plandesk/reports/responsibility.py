"""The table of goals and units (目标任务分解表) as a PDF."""

from plandesk.reports.issuing import writer

write_responsibility = writer("responsibility")
