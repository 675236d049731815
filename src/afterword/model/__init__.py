"""What a postmortem is: frozen typed values, without input, output, or framework.

The shape of every class is the shape of its JSON (keys, nesting, null for unknown), so that
``plain.to_plain`` and the edge's TypeAdapter need no mapping. Unknown is ``None``; an empty tuple
means that nothing is recorded, never that there was none.
"""
