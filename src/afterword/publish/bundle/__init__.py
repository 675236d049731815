"""The bundle for auditors: a version with evidence, history, findings, and closure, which can be verified."""
