"""Direction: the share of rights tags that name the right grantor, judged by hand on 200 tags drawn with a fixed seed.

Usage: python benchmarks/direction.py CUAD_TXT GOLD_DOCS

`direction.jsonl` holds the verdicts (document, offsets, rule, right or wrong; no text). Tags that today's rules no longer give drop out;
of those that they still give, the share that is right is printed.
"""

import json
import sys
from collections import Counter
from functools import cache
from pathlib import Path

from facevalue.corpus import segment
from facevalue.corpus.kind import recognise
from facevalue.corpus.model import Span
from facevalue.corpus.readers import document
from facevalue.nlp import codebook, rulebook
from facevalue.nlp.findings import Findings
from facevalue.nlp.model import Tag
from facevalue.nlp.roles import read_roles
from facevalue.nlp.tagger import CueScan, RuleTagger

HERE = Path(__file__).parent


@cache
def _scans() -> dict[str, tuple[CueScan, CueScan]]:
    rules = rulebook.load(codebook.load())
    gate = [r for r in rules if r.rule.variable == "_likeness"]
    return {kind: (CueScan(gate, kind), CueScan(rules, kind)) for kind in ("contract", "terms")}


def tags(path: Path) -> list[Tag]:
    """The rules' tags of one file; none where no likeness is concerned."""
    whole = document(path.read_bytes(), path.name)
    kind = recognise(whole, path.name)[0]
    if kind not in _scans():
        return []
    gate, scan = _scans()[kind]
    roles = read_roles(whole.blanked(Span(0, len(whole.text))), kind)
    passages = segment.segment(whole)
    if not Findings(RuleTagger(gate, roles).tag(whole, passages)).has("_likeness"):
        return []
    return list(RuleTagger(scan, roles).tag(whole, passages))


def main(folders: list[Path]) -> None:
    verdicts = [json.loads(x) for x in (HERE / "direction.jsonl").read_text(encoding="utf-8").splitlines()]
    given: set[tuple[str, int, int, str]] = set()
    for name in sorted({v["document"] for v in verdicts}):
        path = next((p for folder in folders for p in folder.glob(f"{name}.*")), None)
        if path is None:
            print(f"{name}: not under {', '.join(map(str, folders))}, left out", file=sys.stderr)
            continue
        given |= {(name, t.evidence.span.start, t.evidence.span.end, t.tagger) for t in tags(path)}
    still = [v for v in verdicts if (v["document"], v["start"], v["end"], v["rule"]) in given]
    for title, some in (("when drawn", verdicts), ("still given today", still)):
        right = sum(v["right"] for v in some)
        print(f"{title}: {right} of {len(some)} name the right grantor ({right / max(len(some), 1):.3f})")
    wrong = Counter(v["document"] for v in still if not v["right"])
    print("still wrong:", ", ".join(f"{d} ({n})" for d, n in wrong.most_common()) or "none")


if __name__ == "__main__":
    main([Path(a) for a in sys.argv[1:]] + [HERE.parent / "tests/contracts/development"])
