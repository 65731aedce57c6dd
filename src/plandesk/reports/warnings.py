"""The list of warnings (预警清单) as a PDF."""

from plandesk.core.papers.warning_list import warning_list
from plandesk.reports.issuing import writer

write_warnings = writer(warning_list)
