"""The formats of a version, one file a format; each is imported only when it is asked for."""
