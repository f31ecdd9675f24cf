"""HTML: the body of an email that a web form sent, a saved page -> `Document`."""
