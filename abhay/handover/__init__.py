"""The hand-over packet: what another State's police need to reach a person, written for machines and for people.

`packet.py` says what is in it, `cap.py` writes it as CAP 1.2, `written.py` as plain text and as a page to print.
"""
