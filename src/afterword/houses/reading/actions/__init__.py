"""Reading action items of documents of no known house."""
