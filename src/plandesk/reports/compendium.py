"""The compendium of tables (统计资料汇编) as a PDF."""

from plandesk.reports.issuing import writer

write_compendium = writer("compendium")
