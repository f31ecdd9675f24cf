"""Which phone contacts a form follows: Fellegi-Sunter weights, decided over all candidates.

Ask the store for the contacts that share a key with the form, and hand them to `propose`.
"""

from ingest.domain.matching.decision import Candidate, propose
from ingest.domain.matching.keys import contact_keys, form_keys
from ingest.domain.matching.weights import BadWeights, MatchingModel

__all__ = ["BadWeights", "Candidate", "MatchingModel", "contact_keys", "form_keys", "propose"]
