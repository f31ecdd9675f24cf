"""An email, or a bare file, to its leaves: every file that it carries, however it was wrapped."""
