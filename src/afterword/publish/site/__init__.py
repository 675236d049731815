"""A static site of many postmortems for one audience."""
