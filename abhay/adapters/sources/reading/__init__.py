"""Reads a JSON or label document into one alert payload, tolerantly."""
