"""Making a house of an example, and checking house files."""
