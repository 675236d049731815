"""The figures that a document states, and what its timeline gives in their place."""
