"""Word documents: written from the same tree as every other format."""
