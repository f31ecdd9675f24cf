"""Figures for people: the same sections on the screen, as a table, as a page and as a document."""
