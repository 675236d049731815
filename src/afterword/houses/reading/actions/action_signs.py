"""The signs that stand at the start of an action: boxes, bullets, numbers, and what is bold."""

from afterword.text.expressions import later

BOX = later(r"\[([ xX\u2713\u2714\u2705])\][ \t]+")
"""A box of a task list, and what is in it."""
BULLET = later(r"\s*(?:[\u2022\u00b7\u2023\u25aa\u25cf\u2013\u2014]\s*|\(?[a-z]\)\s+)(?=\S)")
"""A bullet that Markdown does not know."""
NUMBER = later(r"\s*(?:\(?\d+[.):]|#\d+)\s*(?=\S)")
"""The number before an action."""
LEAD = later(r"\s*(?:\*\*|__)[^*_\n]{1,80}?(?:\*\*|__)")
"""The bold run that a text starts with."""
ISSUE = later(r"/(?:issues?|pull|pulls|merge_requests|browse|tickets?|story|commit|work_?items?|cards?|c)/")
"""What in an address says that it is one of an issue."""
