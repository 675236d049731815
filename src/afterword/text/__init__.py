"""How Markdown is read with spans and left undisturbed."""
