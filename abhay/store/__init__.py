"""The only place that speaks SQL: our PostgreSQL is the truth, everything else is carried out from it.

Each module holds one kind of transaction: `intake` (a message comes in), `steps` (the clock moves a
case on), `outbox` (a message goes out), `answers` (a post answers), `reading` (what people look at),
`directory`, `policies`, `tokens`, `audit` (what is administered).
"""
