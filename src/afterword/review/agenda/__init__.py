"""The meeting about a postmortem: what to ask, in which time, and where the answers go."""
