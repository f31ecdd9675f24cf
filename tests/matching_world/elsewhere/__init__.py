"""A second invented world, by another hand, to see that weights do not overfit the first.

It shares no list, no name table and no habit with the first: names from many countries, other
agencies, and an office that notes calls in its own way.
"""
