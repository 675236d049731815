"""Review: whether a postmortem is good, by rules that can be trusted, and whether it may be closed."""
