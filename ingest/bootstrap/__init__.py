"""Settings into working parts: the only wiring.

Every function takes the settings that it needs and imports its parts itself, so that a command
pays for what it uses only.
"""

from ingest.bootstrap.loading import load_settings
from ingest.bootstrap.mail import mailboxes
from ingest.bootstrap.officer import actor, desk
from ingest.bootstrap.reading import hub, label_tables, sandbox
from ingest.bootstrap.rules import calendar, desk_rules, follow_up_rule, rating_rule
from ingest.bootstrap.storage import database_file, open_store, upgrade_store
from ingest.bootstrap.telling import alarms, postman
from ingest.bootstrap.unattended import pipeline, worker
from ingest.bootstrap.weights import matcher, matching_model, matching_weights

__all__ = [
    "actor",
    "alarms",
    "calendar",
    "database_file",
    "desk",
    "desk_rules",
    "follow_up_rule",
    "hub",
    "label_tables",
    "load_settings",
    "mailboxes",
    "matcher",
    "matching_model",
    "matching_weights",
    "open_store",
    "pipeline",
    "postman",
    "rating_rule",
    "sandbox",
    "upgrade_store",
    "worker",
]
