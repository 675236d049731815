"""Trackers in which actions are issues: one file a tracker, and what to do so that both say the same."""
