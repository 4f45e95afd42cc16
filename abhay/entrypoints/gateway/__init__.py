"""The HTTP door: partners bring alerts, posts answer, operators and admins look and change.

One router per resource. A router checks who asks and in what shape, calls one use case, and says
what came of it; every error becomes problem+json (RFC 9457) in `problems`.
"""
