"""Where email comes from: one protocol (`source`), two real sources (`imap`, `maildir`)."""
