"""Positions as people and partners write them: degrees in any notation, map links, plus codes."""
