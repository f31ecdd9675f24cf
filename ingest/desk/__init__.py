"""Everything that an officer may see and do: the dashboard's only door."""

from ingest.desk.desk import Desk
from ingest.desk.office import DeskRules

__all__ = ["Desk", "DeskRules"]
