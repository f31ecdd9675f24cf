"""A draft -> the form: answers read as dates, numbers, names and ticks, with where each stood."""
