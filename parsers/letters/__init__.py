"""Letters: a letterhead, an addressee, a "Re:" line, prose, a signature."""
