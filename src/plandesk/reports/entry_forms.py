"""The units' forms (填报表) as a PDF: blank to be written on, filled to be signed, or both."""

from plandesk.reports.issuing import writer

write_forms = writer("forms")
write_blank_forms = writer("blank_forms")
write_filled_forms = writer("filled_forms")
