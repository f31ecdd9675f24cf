"""Pieces -> a draft: each answer to the field that its label means where it stands."""
