"""What the language rules share: who is a person, which sentences are the author's own, and what to offer instead."""
