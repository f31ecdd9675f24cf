"""Settings and data tables. Imported by the wiring only."""
