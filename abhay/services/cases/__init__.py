"""The use cases of a case: routing, answers, merging, handing over, revealing, repair."""
