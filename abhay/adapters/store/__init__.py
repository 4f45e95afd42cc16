"""The only place that speaks SQL: our PostgreSQL is the truth, everything else is carried out from it.

Its floors, each importing only those before it: `db` (connections, transactions), `log` (timeline, audit),
`directory` (contacts, policies, tokens), `messages` (recipients, the queue), `intake` (what comes in),
`cases` (a case under its lock), `views` (what people read) and `keys` (sealing and indexing again).
"""
