"""How Word documents become the tree: the package, its styles and numbering, runs, paragraphs, tables."""
