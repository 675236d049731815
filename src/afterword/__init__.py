"""Afterword: from the raw evidence of an incident to a postmortem that people trust.

The Markdown text is the truth, a typed record is what it means, and everything else is derived.
"""

__version__ = "0.1.0"
