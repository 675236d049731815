"""What the parts of the conversion ask of one another."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from afterword.text.foreign.hypertext.elements import Element
from afterword.text.foreign.hypertext.styles import Style
from afterword.text.foreign.tree import Block, Inline

PLAIN = Style()
"""No emphasis."""


class Flow(Protocol):
    """Whoever turns elements into blocks and lines."""

    def blocks(self, children: Sequence[Element | str], style: Style = ...) -> tuple[Block, ...]:
        """What stands in an element, as blocks."""
        ...

    def inlines(self, nodes: Sequence[Element | str], style: Style) -> Iterator[Inline]:
        """What stands in a line."""
        ...

    def style_of(self, element: Element) -> Style:
        """The style that an element itself asks for."""
        ...
