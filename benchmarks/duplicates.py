"""How well near-duplicates are found: variants planted among documents that have nothing to do with one another.

    python benchmarks/duplicates.py ARTICLES_FOLDER CONTRACTS_FOLDER

Of every third article five outlets print a version: cut short, with a new opening, a local paragraph, changed words. Every
third contract is a template: names, numbers and dates are filled in anew, a clause is dropped or added. Precision and recall
are over pairs of documents that a person would call the same story or the same template. No file is changed; the same seed
plants the same variants.
"""

import argparse
import itertools
import random
import re
from pathlib import Path

from facevalue.corpus import similar

SEED = 7
EACH = 5  # variants of a text
LOCAL = "Readers in {town} told this paper that they had heard of it before. {name} of {town} said it was about time."
NAMES = ["Orlan", "Tessaly", "Brandt", "Quillon", "Marwick", "Ysolde", "Penhale", "Corvane", "Dunmere", "Ashgrove"]
TOWNS = ["Harrowmere", "Stillwater Bay", "Kessington", "Vale Cross", "Upper Lorn"]


def syndicated(text: str, chance: random.Random) -> str:
    """The article as another outlet prints it."""
    parts = [part for part in re.split(r"\n+|(?<=[.?!]) ", text) if part.strip()]
    keep = max(4, int(len(parts) * chance.uniform(0.65, 1)))
    kept = parts[1:keep]
    local = LOCAL.format(town=chance.choice(TOWNS), name=chance.choice(NAMES))
    kept.insert(chance.randrange(len(kept) + 1), local)
    opening = f"{chance.choice(TOWNS)} news: {' '.join(chance.sample(NAMES, 4))}"
    return reworded("\n".join([opening, *kept]), chance, 0.02)


def filled_in(text: str, chance: random.Random) -> str:
    """The contract as the next person gets it: other names and numbers, a clause more or less."""
    names = sorted({name for name in re.findall(r"\b[A-Z][a-z]{3,}\b", text) if text.count(name) > 3})
    for name in chance.sample(names, min(4, len(names))):
        text = re.sub(rf"\b{name}\b", chance.choice(NAMES), text)
    text = re.sub(r"\d+", lambda found: str(chance.randrange(1, 10 ** len(found[0]))), text)
    parts = text.split("\n\n")
    if len(parts) > 8:
        del parts[chance.randrange(2, len(parts))]
        parts.insert(
            chance.randrange(2, len(parts)), LOCAL.format(town=chance.choice(TOWNS), name=chance.choice(NAMES))
        )
    return reworded("\n\n".join(parts), chance, 0.01)


def reworded(text: str, chance: random.Random, share: float) -> str:
    """The text with a share of its words replaced by others of it."""
    words = re.split(r"(\s+)", text)
    plain = [word for word in words if word.strip()]
    return "".join(chance.choice(plain) if word.strip() and chance.random() < share else word for word in words)


def planted(texts: list[str], kind: str, seed: int = SEED) -> list[tuple[str, str, str]]:
    """(id, what it was made from, text) of all texts, every third one with its variants."""
    chance = random.Random(seed)
    vary = syndicated if kind == "press" else filled_in
    made: list[tuple[str, str, str]] = []
    for n, text in enumerate(texts):
        made.append((f"{n:04d}-0", str(n), text))
        if n % 3 == 0:
            made += [(f"{n:04d}-{v}", str(n), vary(text, chance)) for v in range(1, EACH + 1)]
    return made


def score(made: list[tuple[str, str, str]], kind: str) -> tuple[float, float, int]:
    """(precision, recall, pairs that belong together) over pairs of documents."""
    groups = similar.group((key, kind, similar.sketch(text)) for key, _, text in made)
    source = {key: of for key, of, _ in made}
    pairs = list(itertools.combinations(groups, 2))
    together = {pair for pair in pairs if groups[pair[0]] == groups[pair[1]]}
    wanted = {pair for pair in pairs if source[pair[0]] == source[pair[1]]}
    right = len(together & wanted)
    return right / max(1, len(together)), right / max(1, len(wanted)), len(wanted)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("contracts", type=Path)
    given = parser.parse_args()
    for kind, folder in (("press", given.articles), ("contract", given.contracts)):
        texts = [path.read_text(encoding="utf8") for path in sorted(folder.glob("*.txt"))]
        precision, recall, pairs = score(planted(texts, kind), kind)
        print(f"{kind}: {len(texts)} texts, {pairs} pairs planted: precision {precision:.3f}, recall {recall:.3f}")


if __name__ == "__main__":
    main()
