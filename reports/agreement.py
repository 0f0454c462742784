"""How well two codings agree beyond chance: Krippendorff's alpha for two coders without gaps (Krippendorff 2018, chapter 12)."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence

Pair = tuple[Hashable, Hashable]
Distance = Callable[[Hashable, Hashable], float]


def nominal(pairs: Sequence[Pair]) -> float | None:
    """Alpha where values only differ or not; None where there is nothing to differ about."""
    return _alpha(pairs, lambda a, b: float(a != b))


def ordinal(pairs: Sequence[Pair], order: Sequence[Hashable]) -> float | None:
    """Alpha where values stand in an order: the further apart two are, the worse. Pairs with a value outside it are left out."""
    kept = [p for p in pairs if p[0] in order and p[1] in order]
    counts = Counter(x for p in kept for x in p)

    def distance(a: Hashable, b: Hashable) -> float:
        low, high = sorted((order.index(a), order.index(b)))
        between = sum(counts[x] for x in order[low : high + 1])
        return (between - (counts[order[low]] + counts[order[high]]) / 2) ** 2

    return _alpha(kept, distance)


def _alpha(pairs: Sequence[Pair], distance: Distance) -> float | None:
    together = Counter(p for a, b in pairs for p in ((a, b), (b, a)))
    each: Counter[Hashable] = Counter()
    for (a, _), n in together.items():
        each[a] += n
    total = sum(each.values())
    expected = sum(each[a] * each[b] * distance(a, b) for a in each for b in each if a != b)
    if total < 2 or not expected:
        return None
    observed = sum(n * distance(a, b) for (a, b), n in together.items())
    return 1 - (total - 1) * observed / expected
