"""PDF documents: words, drawn lines, form fields and comments, through PDFium."""

from parsers.pdf.pictures import Recogniser
from parsers.pdf.reading import read_pdf

__all__ = ["Recogniser", "read_pdf"]
