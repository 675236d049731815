"""How reStructuredText becomes the tree: docutils' reading of it, with what Sphinx adds."""
