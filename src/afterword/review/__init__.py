"""Whether a postmortem is good."""
