"""Tags of one document, weighed: how strongly each value is supported, and by which words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ..corpus.model import Span
from .model import Tag

ENOUGH = 0.5  # combined support from which a value counts as stated


class Findings:
    """The tags of one document, by variable and value; a rider's tags displace the body's (G1)."""

    def __init__(self, tags: Iterable[Tag], told: Mapping[Span, int] | None = None) -> None:
        """told: how much a sentence tells; of tags as strong, the one in the sentence that tells most comes first."""
        self._told = told or {}
        self.every = tuple(tags)
        grouped: dict[str, dict[str, list[Tag]]] = defaultdict(lambda: defaultdict(list))
        for tag in self.every:
            grouped[tag.variable][tag.value].append(tag)
        self._grouped = {v: {x: sorted(t, key=self._rank) for x, t in values.items()} for v, values in grouped.items()}

    def tags(self, variable: str, value: str | None = None) -> list[Tag]:
        """The tags for a value (or for all values of the variable), strongest first."""
        values = self._grouped.get(variable, {})
        if value is not None:
            return values.get(value, [])
        return sorted((t for group in values.values() for t in group), key=self._rank)

    def support(self, variable: str, value: str) -> float:
        """0 to 1: the chance that at least one of the value's tags is right, were they independent.

        Only the three strongest passages count: the tenth mention of a word proves no more than the third.
        """
        missed = 1.0
        for tag in self._distinct(variable, value)[:3]:
            missed *= 1 - tag.score
        return 1 - missed

    def stated(self, variable: str, least: float = ENOUGH, together: bool = False) -> dict[str, float]:
        """The values with enough support, strongest first.

        Those that a rider states displace the body's (G1), unless values stand `together`: pay for the work of the body
        does not end because the rider pays for the replica.
        """
        values = self._grouped.get(variable, {})
        riders = {x for x, tags in values.items() if any(t.attributes.get("place") == "rider" for t in tags)}
        found = {x: self.support(variable, x) for x in values if together or not riders or x in riders}
        return dict(sorted(((x, s) for x, s in found.items() if s >= least), key=lambda p: (-p[1], p[0])))

    def has(self, variable: str, value: str = "yes", least: float = ENOUGH) -> bool:
        return self.support(variable, value) >= least

    def telling(self, tags: Iterable[Tag]) -> tuple[Tag, ...]:
        """The tags, those of the sentences that tell most first."""
        return tuple(sorted(tags, key=lambda tag: (-self._told.get(tag.evidence.span, 0), self._rank(tag))))

    def _distinct(self, variable: str, value: str) -> list[Tag]:
        seen: set[tuple[int, int]] = set()
        out: list[Tag] = []
        for tag in self.tags(variable, value):
            place = (tag.evidence.span.start, tag.evidence.span.end)
            if place not in seen:
                seen.add(place)
                out.append(tag)
        return out

    def _rank(self, tag: Tag) -> tuple[float, int, int]:
        return (-tag.score, -self._told.get(tag.evidence.span, 0), tag.evidence.span.start)
