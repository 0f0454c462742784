"""Amounts against hand-coded documents: precision, recall and F1 over (document, amount or rate, currency, kind).

Usage: python benchmarks/amounts.py GOLD.jsonl DOCS_FOLDER [--quiet]
       python benchmarks/amounts.py CLAUSES.yaml [--quiet]      (rows that hold their text: tests/data/pay_*.yaml)
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from facevalue.corpus.model import Document, Kind
from facevalue.corpus.readers import document as read_document
from facevalue.corpus.segment import segment
from facevalue.nlp.amounts import read_amounts
from facevalue.nlp.model import Amount
from facevalue.nlp.roles import read_roles

Key = tuple[str | None, str | None, str]


def key(amount: object, rate: object, currency: str | None, kind: str) -> Key:
    """What has to be equal: a sum or a rate, its currency and its kind."""
    value = f"{float(str(amount)):g}" if amount is not None else f"{float(str(rate)):g}%" if rate is not None else None
    return value, currency, kind


def coded(amount: dict[str, Any]) -> Key:
    """The key of an amount as coded by hand."""
    return key(amount.get("amount"), amount.get("rate_percent"), amount.get("currency"), amount["kind"])


def about_a_person(gold: dict[str, Any]) -> bool:
    """False for documents whose every answer is "not applicable": no likeness of a person is at stake."""
    code = gold.get("codes", {}).get("compensation_components")
    return code is None or code["values"] != ["not_applicable"]


def pays(gold: dict[str, Any]) -> bool:
    """Whether the document's coding names any pay: fees for patents in a paper that only bars the use of names are none."""
    code = gold.get("codes", {}).get("compensation_components")
    return code is None or not set(code["values"]) <= {"not_stated", "not_applicable"}


def rows(gold_file: Path, folder: Path | None) -> Iterator[tuple[dict[str, Any], Document, Kind]]:
    """Each coded document about a person, with its text and kind."""
    if folder is None:
        for gold in yaml.safe_load(gold_file.read_text("utf8")):
            yield gold, read_document(gold["text"].encode(), f"{gold['id']}.txt"), gold.get("kind", "contract")
        return
    for line in gold_file.read_text("utf8").splitlines():
        gold = json.loads(line)
        path = next((p for p in (folder / f"{gold['id']}{e}" for e in (".txt", ".md")) if p.exists()), None)
        if path is None or not about_a_person(gold):
            continue
        kind = "terms" if gold.get("kind") == "terms" or path.suffix == ".md" else "contract"
        yield gold, read_document(path.read_bytes(), path.name), kind


def main() -> None:
    gold_file = Path(sys.argv[1])
    folder = None if gold_file.suffix == ".yaml" else Path(sys.argv[2])
    right = found = wanted = chars = values = stray = 0
    spent = 0.0
    pers: Counter[bool] = Counter()
    for gold, document, kind in rows(gold_file, folder):
        passages = segment(document)
        roles = read_roles(document.text, kind)
        clock = time.process_time()
        amounts = read_amounts(document, passages, roles, kind)
        spent += time.process_time() - clock
        chars += len(document.text)
        ours = Counter(key(a.amount, a.rate_percent, a.currency, a.kind) for a in amounts)
        theirs = Counter(coded(a) for a in gold["amounts"])
        both = ours & theirs
        right, found, wanted = right + both.total(), found + ours.total(), wanted + theirs.total()
        if not pays(gold):
            stray += ours.total()
        values += (Counter(k[:2] for k in ours.elements()) & Counter(k[:2] for k in theirs.elements())).total()
        for a in amounts:
            same = [
                g["per"]
                for g in gold["amounts"]
                if "per" in g and coded(g) == key(a.amount, a.rate_percent, a.currency, a.kind)
            ]
            if same:
                pers[a.per in same] += 1
        if "--quiet" not in sys.argv:
            report(gold, amounts, ours - theirs, theirs - ours)
    print(
        f"\n{right} of {wanted} found, {found} given: precision {right / (found or 1):.3f}, recall {right / (wanted or 1):.3f}, F1 {2 * right / ((found + wanted) or 1):.3f}"
    )
    kept = found - stray
    print(
        f"where the coding names pay ({stray} amounts fall away): precision {right / (kept or 1):.3f}, F1 {2 * right / ((kept + wanted) or 1):.3f}"
    )
    print(
        f"without the kind: F1 {2 * values / ((found + wanted) or 1):.3f}; per right in {pers[True]} of {pers.total()}; {chars / 1e6 / (spent or 1):.1f} MB/s"
    )


def report(gold: dict[str, Any], amounts: list[Amount], extra: Counter[Key], missed: Counter[Key]) -> None:
    """The errors of one document."""
    for a in amounts:
        k = key(a.amount, a.rate_percent, a.currency, a.kind)
        if extra[k]:
            print(f"{gold['id']:12} EXTRA  {k} per {a.per}: {' '.join(a.evidence.quote.split())[:160]!r}")
    for a in gold["amounts"]:
        k = coded(a)
        if missed[k]:
            print(f"{gold['id']:12} MISSED {k} per {a.get('per')}: {' '.join(a.get('quote', '').split())[:160]!r}")


if __name__ == "__main__":
    main()
