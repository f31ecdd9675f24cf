"""Mailboxes, pipeline, matching, clocks, storage, audit and the officer's acts."""
