"""The units' forms (填报表) as a PDF: blank to be written on, filled to be signed, or both."""

from plandesk.core.papers.entry_forms import blank_forms, entry_forms, filled_forms
from plandesk.reports.issuing import writer

write_forms = writer(entry_forms)
write_blank_forms = writer(blank_forms)
write_filled_forms = writer(filled_forms)
