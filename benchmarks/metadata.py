#!/usr/bin/env python3
"""Metadata of contracts against labels of lawyers: names, dates, parties, governing law, renewal.

usage: metadata.py LABELS.jsonl TXT_FOLDER [--part studied|held-out|all] [--errors FIELD]

LABELS in the layout of CUAD as we keep it: a line a contract, {id, source, labels: {category: {spans, answer}}}; the
text is TXT_FOLDER/<id>.txt. Contracts are split by company (the first part of `source`): the errors of the studied three
quarters were in view from the start, those of the last quarter ("held-out") only since its last score in
docs/measurements.md, which also says what is normalised before two answers are compared.
"""

import argparse
import hashlib
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from facevalue.corpus.metadata import Metadata, describe
from facevalue.corpus.parties import Party
from facevalue.corpus.readers import document as read_document

Label = dict[str, Any]
FIELDS = {
    "document_name": "Document Name",
    "agreement_date": "Agreement Date",
    "effective_date": "Effective Date",
    "expiration": "Expiration Date",
    "renewal": "Renewal Term",
    "governing_law": "Governing Law",
}
_LEGAL_FORMS = {
    "incorporated": "inc",
    "corporation": "corp",
    "limited": "ltd",
    "company": "co",
    "l l c": "llc",
    "l p": "lp",
    "l l p": "llp",
    "s a": "sa",
    "s p a": "spa",
    "s r l": "srl",
    "s a s": "sas",
    "n v": "nv",
    "b v": "bv",
    "n a": "na",
    "p l c": "plc",
}
_FORMS = set(_LEGAL_FORMS.values()) | {"pty", "pte", "gmbh", "ag", "ab", "kk", "oy", "kg"}
_QUOTES = "\"'“”‘’`´ʺ"
_QUOTED = re.compile(r"(?<![^\W_])[\"“'‘`´ʺ]+[^\"“”‘’`´ʺ']{0,80}[\"”'’´ʺ]*(?!\w)")
_LISTED = re.compile(r"(?<=Inc\.),\s+(?=[A-Z])|(?<=LLC),\s+(?=[A-Z])|(?<=Ltda\.),\s+(?=[A-Z])|(?<=Corporatino),\s+")
_ABOUT_PARTIES = re.compile(r"\b(?:each|individually|collectively|parties|hereinafter)\b")
_OTHER_NAME = re.compile(
    r"\b(?:d\W?b\W?a|doing business as|f\W?k\W?a|formerly known as|a\W?k\W?a|also known as)\b.*", re.I | re.S
)


def part(label: Label) -> str:
    """Which part a contract is in, by the company it was filed by: three quarters are studied."""
    company = label["source"].split("_")[0].lower()
    return "held-out" if hashlib.sha256(company.encode()).digest()[0] % 4 == 3 else "studied"


def plain(words: str) -> str:
    """Small letters and figures only, without accents, punctuation and repeated space."""
    folded = unicodedata.normalize("NFKD", words.casefold().replace("&", " and "))
    return " ".join(re.sub(r"[^\w]+|_", " ", "".join(c for c in folded if not unicodedata.combining(c))).split())


def party(name: str, bare: bool = False) -> str:
    """A party's name: legal forms written one way (bare: left out), without "the" and without its other names."""
    words = f" {plain(_OTHER_NAME.sub('', name))} "
    for long, short in _LEGAL_FORMS.items():
        words = words.replace(f" {long} ", f" {short} ")
    parts = words.split()
    if parts[:1] == ["the"]:
        del parts[0]
    while bare and len(parts) > 1 and parts[-1] in _FORMS | {"co", "and"}:
        parts.pop()
    return " ".join(parts)


def dates_of(answer: str) -> set[str]:
    """The lawyers' dates as ISO prefixes: "11/[]/2006" is "2006-11"; "perpetual" as it is; "" where no year is given."""
    found: set[str] = set()
    for part in answer.split(";"):
        part = part.strip().lower()
        if part.startswith("perpetual"):
            found.add("perpetual")
            continue
        pieces = [piece.strip(" []*●") for piece in part.split("/")]
        if len(pieces) != 3:
            continue
        month, day, year = pieces
        if not re.fullmatch(r"\d{4}", year):
            found.add("")
        elif month.isdigit() and int(month) > 12:
            found.add(f"{year}-{int(day):02}-{int(month):02}")
        else:
            found.add(
                "-".join(
                    [year] + ([f"{int(month):02}"] if month else []) + ([f"{int(day):02}"] if month and day else [])
                )
            )
    return found


def same_date(ours: str | None, answer: str, since: str = "") -> bool:
    """Whether ours is one of theirs. A date a century before the contract is the lawyers' slip for one a century later."""
    theirs = dates_of(answer)
    if since and re.match(r"\d{4}", since):
        theirs = {
            f"{int(d[:4]) + 100}{d[4:]}" if d[:4].isdigit() and int(d[:4]) + 50 < int(since[:4]) else d for d in theirs
        }
    return (ours or "") in theirs


def laws(words: str) -> set[str]:
    """Jurisdictions, without "State of" and the like and without the country behind a province or state."""
    if words and (words == "[redacted]" or not re.search("[A-Za-z]", words)):
        return {"redacted"}
    found: set[str] = set()
    for part in re.split(r";|\band\b|,(?=\s*Texas)", words):
        name = plain(part)
        name = re.sub(
            r"^(?:the )?(?:(?:state|commonwealth|province|republic|federal republic|people s republic|kingdom) of )?(?:the )?",
            "",
            name,
        )
        name = re.sub(
            r"(?<=\w) (?:canada|uk|united kingdom|australia|usa|u s a|united states(?: of america)?)$", "", name
        )
        found.add(re.sub(r"^(?:prc|p r c)$", "china", name))
    return found - {""}


def renewals(words: str) -> str:
    """A renewal term: "successive" or not, and the length in months; the lawyers' misspellings read as meant."""
    plainly = plain(words)
    if plainly.startswith("perpetual"):
        return "perpetual"
    found = re.search(r"(\d+) (day|month|year)", plainly)
    repeated = "successive " if re.match(r"suc|\w+ suc", plainly) else ""
    if not found:
        return plainly
    count, unit = int(found[1]), found[2]
    return f"{repeated}{count * 12 if unit == 'year' else count} {'month' if unit == 'year' else unit}"


def right(field: str, ours: str | None, label: Label, text: str) -> bool:
    """Whether an answer of ours is the lawyers'."""
    entry = label["labels"][FIELDS[field]]
    answer = entry["answer"] or ""
    if field == "document_name":
        spans = entry["spans"]
        written = [answer, *(text[a:b] for a, b in spans)]
        if spans:  # a title in pieces: "AMENDMENT NO. 2" and "SUPPLY AGREEMENT" with names between them
            written.append(text[min(a for a, _ in spans) : max(b for _, b in spans)])
        names = {plain(re.sub(r"(?:[,(]\s*\w?|\s\w\w?)\s*$", "", words)) for words in written}
        # Spans that were drawn a letter short or a letter long: "Manufacturing Agreemen".
        return plain(ours or "") in names | {plain(words) for words in written} or plain(ours or "")[:-1] in names
    if field in ("agreement_date", "effective_date", "expiration"):
        return same_date(
            ours,
            answer,
            label["labels"]["Agreement Date"]["answer"][-4:]
            if field == "expiration" and label["labels"]["Agreement Date"]["answer"]
            else "",
        )
    if field == "governing_law":
        return (bool(laws(ours or "") & laws(answer)) and laws(ours or "") <= laws(answer)) or laws(ours or "") == laws(
            answer
        )
    return renewals(ours or "") == renewals(answer)


def names_of(label: Label, text: str, bare: bool = False) -> list[set[str]]:
    """The parties that the lawyers name, each as the set of ways they write it (their answer, and the text it came from).

    Their answers list defined terms too: quoted ones, whether in brackets or alone, and whatever only says "Party" or
    "Parties" are no names here. "You" and "Customer" without quotes stay, as a name that has to be found.
    """
    entry = label["labels"]["Parties"]
    answer = re.sub(r"^\((?=.*\)$)", "", entry["answer"].replace("\n", " "), flags=re.S)
    answer = re.sub(rf"(?<=[{_QUOTES}])\)\s*,|(?<=[{_QUOTES}])\)\s+(?=[A-Z])", ");", answer)
    terms = {party(q, bare) for q in _QUOTED.findall(answer)}
    parts = [re.sub(rf"\([^()]*[{_QUOTES}][^()]*\)", "", part) for part in answer.split(";")]
    parts = [_QUOTED.sub(" ", part) for part in parts]
    parts = [one for part in parts for one in _LISTED.split(part)]
    names = list(
        dict.fromkeys(name for part in parts if (name := party(part, bare)) and not _ABOUT_PARTIES.search(name))
    )
    known = terms | set(names)
    found = [{name} for name in names if not _repeats(name, known - {name})]
    for a, b in entry["spans"]:
        name = party(re.sub(rf"\(?[{_QUOTES}].*", "", text[a:b], flags=re.S), bare)
        near = max(found, key=lambda forms: _alike(name, min(forms)), default=None)
        if near and name and not any(name in forms for forms in found) and _alike(name, min(near)) > 0.8:
            near.add(name)
    return found


def ours_of(found: Party, theirs: list[set[str]], bare: bool = False) -> str:
    """A party of ours as it is compared: its name; one that is named elsewhere by its term, if the lawyers call it that."""
    if found.name:
        return party(found.name, bare)
    return next((term for t in found.defined_as for forms in theirs if (term := party(t, bare)) in forms), "")


def _repeats(name: str, known: set[str]) -> bool:
    """Whether a "name" only repeats defined terms, or others' names: "Orlo and Hollin (each a Party)"."""
    if name in known and len(name.split()) == 1:
        return True
    places = list(re.finditer(r" and | together ", name))
    named = [(name[: m.start()], name[m.end() :]) for m in places]
    return any(
        all(any(whole.startswith(part) for whole in known) or _repeats(part, known) for part in pair) for pair in named
    )


def _alike(one: str, other: str) -> float:
    """How much two names share, 0 to 1; above 0.8 they are one but for slips and left-out parts."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def matched(ours: Iterable[str], theirs: list[set[str]]) -> tuple[int, list[str], list[set[str]]]:
    """How many of our names are one of theirs, each counted once; ours that are none; theirs that we lack."""
    left = list(theirs)
    extra: list[str] = []
    count = 0
    for name in dict.fromkeys(ours):
        hit = next((forms for forms in left if name in forms), None)
        if hit is None:
            extra.append(name)
        else:
            left.remove(hit)
            count += 1
    return count, extra, left


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("labels", type=Path)
    arguments.add_argument("texts", type=Path)
    arguments.add_argument("--part", default="each", choices=["studied", "held-out", "all", "each"])
    arguments.add_argument("--errors", metavar="FIELD", help="print what is wrong in a field")
    asked = arguments.parse_args()
    labels = [json.loads(line) for line in asked.labels.read_text("utf8").splitlines()]
    for name in ["studied", "held-out"] if asked.part == "each" else [asked.part]:
        chosen = [label for label in labels if name in ("all", part(label))]
        measure(chosen, asked.texts, name, asked.errors)


def measure(labels: list[Label], folder: Path, name: str, errors: str | None) -> None:
    """Prints one table: for each field right of those that the lawyers answer, and what we say where they say nothing."""
    counts: Counter[tuple[str, str]] = Counter()
    scores: Counter[str] = Counter()
    spent, chars = 0.0, 0
    for label in labels:
        path = folder / f"{label['id']}.txt"
        document = read_document(path.read_bytes(), path.name)
        clock = time.process_time()
        found = describe(document, path.name)
        spent += time.process_time() - clock
        chars += len(document.text)
        for field, category in FIELDS.items():
            ours, answer = answer_of(found, field), label["labels"][category]["answer"]
            if not answer:
                counts[field, "silent"] += 1
                counts[field, "extra"] += ours is not None
                continue
            good = right(field, ours, label, document.text)
            counts[field, "asked"] += 1
            counts[field, "right"] += good
            counts[field, "given"] += ours is not None
            if errors == field and not good:
                print(f"{label['id']:28} ours {ours!r:60} theirs {answer!r}")
        for bare in (False, True):
            theirs = names_of(label, document.text, bare)
            ours = [called for p in found.parties if (called := ours_of(p, theirs, bare))]
            hits, extra, missed = matched(ours, theirs)
            scores[f"hit{bare}"] += hits
            scores[f"ours{bare}"] += hits + len(extra)
            scores[f"theirs{bare}"] += hits + len(missed)
            if errors == "parties" and not bare and (extra or missed):
                print(f"{label['id']:28} extra {extra}  missed {missed}")
    print(f"\n{name}: {len(labels)} contracts, {chars / 1e6 / spent:.1f} MB/s")
    print(f"{'field':16}{'right of those answered':>26}{'given':>8}   given where the lawyers have no answer")
    for field in FIELDS:
        asked, good = counts[field, "asked"], counts[field, "right"]
        print(
            f"{field:16}{good:>12} of {asked:<4}{good / (asked or 1):>6.3f}{counts[field, 'given']:>8}   {counts[field, 'extra']} of {counts[field, 'silent']}"
        )
    for bare, how in ((False, "legal form kept"), (True, "legal form left out")):
        hit, ours, theirs = (scores[f"{what}{bare}"] for what in ("hit", "ours", "theirs"))
        print(
            f"parties, {how}: precision {hit / (ours or 1):.3f} recall {hit / (theirs or 1):.3f} F1 {2 * hit / ((ours + theirs) or 1):.3f}"
        )


def answer_of(found: Metadata, field: str) -> str | None:
    """Our answer to a field of the lawyers'."""
    return found.title if field == "document_name" else found.value(field)


if __name__ == "__main__":
    main()
