"""PDF documents: words, drawn lines, form fields and comments, through PDFium."""

from parsers.pdf.reading import Recogniser, read_pdf

__all__ = ["Recogniser", "read_pdf"]
