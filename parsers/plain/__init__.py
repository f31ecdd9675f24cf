"""Plain text: the body of an email, a .txt file -> `Document`."""
