"""One file a kind of evidence; the registry walks this folder.

A kind is a module with a docstring whose first line says what it reads, and two functions::

    def score(sample: Sample) -> float: ...
    def read(text: Text, context: Context) -> Iterator[Record]: ...

``score`` looks at content only: 0 is "not mine", from 0.5 on "mine"; two kinds within 0.05 of each
other are a tie, which is reported and read by neither. ``sample.documents`` gives JSON documents
(the last perhaps cut short), ``sample.lines`` complete lines from head, middle, and tail.

``read`` yields records in the order of their offsets. JSON kinds use ``JsonText(text.data(limit)).elements(*path)``
and take ``offset``, ``length``, ``lines``, and ``line`` from each element; line kinds use ``evidence.lines``.
Logs whose records begin with a line of a known form leave the rest to ``evidence.headed``.
A JSON kind that knows its records by their keys leaves it to ``evidence.documents`` to find them, whatever wraps them.
Times go through ``context.clock`` (``read``, ``iso``, ``epoch``), which returns None for "never".
Secrets, control characters, digests, and the ledger are the framework's business.
Names that begin with an underscore are not kinds.
"""
