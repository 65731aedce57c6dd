"""How much a workbook from outside may hold, all in one place; whatever is more is refused with a sentence.

A unit's form has some hundred rows, a submission of two plans unpacks to under 1 MB: these limits leave room for
anything a clerk's file could grow to, and keep memory under some hundred MB whatever the file says of itself.
"""

MEGABYTE = 1024 * 1024
# The file as it lies on the disk, all its parts unpacked, and how many parts it has.
MOST_FILE = 20 * MEGABYTE
MOST_UNPACKED = 100 * MEGABYTE
MOST_ENTRIES = 2000
# Filled cells of the whole book; the field between A1 and the last filled cell, which readers lay out whole, of all its
# sheets together.
MOST_CELLS = 500_000
MOST_FIELD = 2_000_000
# Shared strings are copied into every cell that names them: filled cells times the longest string, in bytes.
MOST_TEXT = 256 * MEGABYTE
# How deep the parts' elements may lie in each other; Excel's own stay under 20.
MOST_DEPTH = 200
# What is looked at of a returned form; beyond it nothing is ours.
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 5000, 100, 60
