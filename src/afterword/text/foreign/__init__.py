"""How documents of other formats become Markdown: a tree that every format is read into, and its one writer."""
