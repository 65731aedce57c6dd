"""Reads plan documents (.txt, .md, .docx, .pdf) to draft plans; the only part that opens such documents."""
