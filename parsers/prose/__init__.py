"""What plain prose is about, where nobody filled in a form: a concern about a child, an office's business, advice."""
