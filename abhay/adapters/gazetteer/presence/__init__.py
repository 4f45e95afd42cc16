"""Where the writer of a post is now: what the words around a place say of it, by a grammar of cues.

`words.py` and `people.py` are the tables, in both scripts and with the dialects; `clause.py` cuts out the words that
belong to a name; `standing.py` decides. `joined.py` splits words that were run together, `profile.py` reads the signs
that people put into a profile's place.
"""
