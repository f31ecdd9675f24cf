"""The whole program on one machine with invented people: a mail server, post, worker, board."""
