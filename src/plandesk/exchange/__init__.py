"""Excel files out and back: the only package that knows openpyxl."""
