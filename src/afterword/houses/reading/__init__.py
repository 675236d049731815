"""From a document to its record: every value with its place."""
