"""Which printed label feeds which field, and which heading opens which section of a form."""

from parsers.hub import Hub
from parsers.labels.fields import IGNORED, ROWS, Field, Heading
from parsers.labels.tables import LabelTables

__all__ = ["IGNORED", "ROWS", "Field", "Heading", "Hub", "LabelTables"]
