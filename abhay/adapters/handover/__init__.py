"""The hand-over packet: the facts that another State's police need to reach a person, for machines and people.

`packet.py` is what is handed over, `sections.py` the facts in it; `cap.py` writes them as CAP 1.2, `written.py` as
plain text and as a page to print.
"""
