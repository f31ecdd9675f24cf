"""Where email comes from: one protocol, several real sources."""
