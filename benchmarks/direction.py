#!/usr/bin/env python3
"""Direction: the share of rights tags that name the right grantor, judged by hand.

usage: direction.py draw SEED COUNT FILE...            prints so many rights tags of the files, drawn by chance, for a person to judge
       direction.py check JUDGEMENTS FILE_OR_FOLDER... of how many of the judged tags that rules still give the grantor is right

A judgement is one JSON object a line: {document (file name without its ending), start, end, rule, variable, value, right
(true or false)}. No text is kept. A tag names the right grantor if its sentence gives or withholds a right of the person whose
likeness is concerned (or of who acts for that person) and its value is on the right side: what the company keeps is not "retained".
A judged tag is still given where its rule still matches words that overlap the judged ones.
"""

import json
import random
import sys
from collections import Counter
from functools import cache
from pathlib import Path

from facevalue.corpus.kind import recognise
from facevalue.corpus.model import Document, Span
from facevalue.corpus.readers import document as read_document
from facevalue.corpus.segment import segment
from facevalue.nlp import codebook, rulebook
from facevalue.nlp.concern import concerns_likeness
from facevalue.nlp.findings import Findings
from facevalue.nlp.mask import Masker
from facevalue.nlp.model import Tag
from facevalue.nlp.roles import Roles, read_roles
from facevalue.nlp.tagger import RIGHTS, CueScan, RuleTagger

_AROUND = 300  # characters shown before a tag's words, and behind them


@cache
def _scans() -> dict[str, CueScan]:
    rules = rulebook.load(codebook.load())
    return {kind: CueScan(rules, kind) for kind in ("contract", "terms")}


def rights(path: Path) -> tuple[Document, Roles, list[Tag]]:
    """A file, its sides and the rules' tags of rights; none where no likeness is concerned."""
    whole = read_document(path.read_bytes(), path.name)
    kind = recognise(whole, path.name)[0]
    if kind not in _scans():
        return whole, Roles(), []
    roles = read_roles(whole.blanked(Span(0, len(whole.text))), kind)
    tags = list(RuleTagger(_scans()[kind], roles).tag(whole, segment(whole)))
    concerned = concerns_likeness(Findings(tags), roles)
    return whole, roles, [t for t in tags if concerned and t.variable in RIGHTS]


def draw(seed: str, count: int, paths: list[Path]) -> None:
    """Prints tags to judge, in the order of their places, with the sides that the tool sees (Ⓣ talent, Ⓒ company)."""
    files = [(path, *rights(path)) for path in paths]
    found = [(n, tag) for n, (*_, tags) in enumerate(files) for tag in tags]
    last = -1
    for k in sorted(random.Random(seed).sample(range(len(found)), min(count, len(found)))):
        number, tag = found[k]
        path, whole, roles, _ = files[number]
        if number != last:
            print(f"\n##### {path.name}\nTALENT  {', '.join(roles.talent)}\nCOMPANY {', '.join(roles.company)}")
            last = number
        span, text = tag.evidence.span, whole.text
        print(f"\n=== {path.stem} {span.start} {span.end} {tag.tagger} {tag.variable} {tag.value}")
        print("BEFORE " + " ".join(text[max(0, span.start - _AROUND) : span.start].split()))
        print("SEEN   " + Masker(roles).mask(tag.evidence.quote).text)
        print("WORDS  " + " ".join(tag.evidence.quote.split()))
        print("BEHIND " + " ".join(text[span.end : span.end + _AROUND].split()))


def check(judgements: Path, paths: list[Path]) -> None:
    """How many were right when judged, and how many of those still given are."""
    verdicts = [json.loads(line) for line in judgements.read_text("utf8").splitlines()]
    files = {f.stem: f for path in paths for f in (path.iterdir() if path.is_dir() else (path,)) if f.is_file()}
    still: list[dict[str, object]] = []
    for name in sorted({v["document"] for v in verdicts}):
        if name not in files:
            print(f"{name}: not among the files, left out", file=sys.stderr)
            continue
        given = [(t.tagger, t.value, t.evidence.span) for t in rights(files[name])[2]]
        still += [
            v
            for v in verdicts
            if v["document"] == name
            and any(
                (rule, value) == (v["rule"], v["value"]) and span.start < v["end"] and v["start"] < span.end
                for rule, value, span in given
            )
        ]
    for title, some in (("when drawn", verdicts), ("still given today", still)):
        right = sum(bool(v["right"]) for v in some)
        print(f"{title}: {right} of {len(some)} name the right grantor ({right / max(len(some), 1):.3f})")
    wrong = Counter(v["document"] for v in still if not v["right"])
    print("still wrong:", ", ".join(f"{d} ({n})" for d, n in wrong.most_common()) or "none")


if __name__ == "__main__":
    if len(sys.argv) < 4 or sys.argv[1] not in ("draw", "check"):
        sys.exit(__doc__)
    if sys.argv[1] == "draw":
        draw(sys.argv[2], int(sys.argv[3]), [Path(name) for name in sys.argv[4:]])
    else:
        check(Path(sys.argv[2]), [Path(name) for name in sys.argv[3:]])
