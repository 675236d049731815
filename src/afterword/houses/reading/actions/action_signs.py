"""The signs that stand at the start of an action: boxes, bullets, numbers, and what is bold."""

from afterword.text.expressions import later

BOX = later(r"\[([ xX\u2713\u2714\u2705])\][ \t]+")
"""A box of a task list, and what is in it."""
BULLET = later(r"\s*(?:[\u2022\u00b7\u2023\u25aa\u25cf\u2013\u2014]\s*|\(?[a-z]\)\s+)(?=\S)")
"""A bullet that Markdown does not know."""
NUMBER = later(r"\s*(?:\d+(?:\.\d+)+[.):]?(?=\s)|\(?\d+[.):]|#\d+)\s*(?=\S)")
"""The number before an action."""
DONE_SIGN = r"(?:[\u2705\u2611\u2714\u2713]\ufe0f?|:(?:white_check_mark|heavy_check_mark|ballot_box_with_check|done):)"
"""A sign of what is done, as alternatives of an expression."""
OPEN_SIGN = (
    r"(?:[\u2b1c\u274c\u2610\U0001f532\u23f3\U0001f6a7\U0001f504\U0001f51c\U0001f52e]\ufe0f?"
    r"|:(?:construction|hourglass|x|white_large_square):)"
)
"""A sign of what is not done yet, as alternatives of an expression."""
SIGN = later(rf"(?:(?P<done>{DONE_SIGN})|(?P<open>{OPEN_SIGN}))[ \t]*")
"""A sign before an action."""
FLAG_OF = later(r"\s*(?P<flag>[A-Z][A-Z ]{1,18})\((?P<who>[^()\n]{1,40})\):[ \t]+(?=\S)")
"""A word in capital letters with somebody's name behind it: ``TODO(ann):``."""
LEAD = later(r"\s*(?:\*\*|__)[^*_\n]{1,80}?(?:\*\*|__)")
"""The bold run that a text starts with."""
ISSUE = later(r"/(?:issues?|pull|pulls|merge_requests|browse|tickets?|story|commit|work_?items?|cards?|c)/")
"""What in an address says that it is one of an issue."""
