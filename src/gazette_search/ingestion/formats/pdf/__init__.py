"""PDF files, read by pdfium in a process of its own (ISO 32000-1)."""
