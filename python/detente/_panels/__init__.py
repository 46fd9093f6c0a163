"""Panels: what is counted for pairs and periods, from tables alone, which may be filtered, joined or read from disk."""
