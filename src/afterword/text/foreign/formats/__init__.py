"""The formats that are read, one file each; a walk over this folder finds them.

A file says what it reads in the first line of its docstring and defines ``score(original) -> float``
and ``read(original) -> Foreign``.
"""
