"""Bytes in, forms out: no network, no database, no clock, no settings."""
