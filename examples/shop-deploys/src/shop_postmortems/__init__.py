"""Kinds of evidence that only the shop has."""
