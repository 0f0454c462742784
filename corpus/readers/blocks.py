"""Text put together block by block, as formats without visual lines give it."""

from dataclasses import dataclass, field

from ..model import Block, BlockKind, Span


@dataclass(slots=True)
class BlockWriter:
    """The text so far and its blocks, an empty line between two of them."""

    blocks: list[Block] = field(default_factory=list[Block])
    length: int = 0
    _parts: list[str] = field(default_factory=list[str])

    @property
    def text(self) -> str:
        return "".join(self._parts)

    @property
    def next(self) -> int:
        """Where the next block will begin."""
        return self.length + 2 if self._parts else 0

    def put(self, text: str, kind: BlockKind, level: int = 0) -> None:
        """Adds a block at the end."""
        start = self.next
        if self._parts:
            self._parts.append("\n\n")
        self.blocks.append(Block(Span(start, start + len(text)), kind, level))
        self._parts.append(text)
        self.length = start + len(text)
