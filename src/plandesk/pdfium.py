"""PDFium is one for the whole process and knows no threads: whoever calls it, or frees what is its, holds this lock."""

import threading

PDFIUM = threading.RLock()
