"""Posts as people write them, with the place that a dispatcher reads in them, and what routing makes of each.

`open.jsonl` is the corpus that partners see. `tuned.jsonl` and `aside.jsonl` are halves of one of our own: rules may
be made with the first at hand, the second is looked at only to measure. Everybody in them is invented.
"""
