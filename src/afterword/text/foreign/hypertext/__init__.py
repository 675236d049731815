"""How HTML of any origin becomes the tree: elements, styles, blocks, lists, tables, lines."""
