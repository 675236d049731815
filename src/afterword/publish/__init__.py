"""Who may see what, and how it looks."""
