"""A person at a terminal; one file a command."""
