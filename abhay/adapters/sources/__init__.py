"""Where alerts come from: one plug-in per partner, all read into the same payload.

Reading is tolerant by rule: a field may be missing, of another type or differently spelled; what is
there is taken, what cannot be read is named in `problems`, and nothing a body says raises an error.
Only an empty body is refused, and a signature that does not verify.
"""
