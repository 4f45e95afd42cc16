"""Reads what people see: cases, histories, corrections, figures."""
