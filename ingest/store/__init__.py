"""The only place where SQL stands."""
