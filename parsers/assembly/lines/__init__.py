"""Lines -> pieces: headings, labels with their answers beside them, labels alone, loose text."""
