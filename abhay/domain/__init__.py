"""The rules of the desk: pure functions of plain values. No database, no network, no clock of their own."""
