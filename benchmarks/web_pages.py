"""How much of a web page that a reader wants is read, and how much that nobody wants: our reader beside trafilatura alone.

    python benchmarks/web_pages.py tests/pages [--each]
    python benchmarks/web_pages.py --saved FOLDER

tests/pages holds invented pages. In them `data-wanted` marks the elements that a reader wants (its value: "heading" where the
tag does not say so, the number of a list item, or the words as they should be read), `data-unwanted` what is not wanted inside
them; both are taken out before the page is read. A comment at the head says title, date, author and outlet.
FOLDER holds saved pages in html/, their article text in txt/ and, as JSON, what is known of them in metadata/ (the layout of
the test data of newspaper4k 0.9.6).

Token F1: words of the text against words wanted, both as multisets, letters folded; the headline aside, since trafilatura
gives it apart. Structure: the share of wanted headings, list items (with their numbers) and table rows that are told as such.
"""

import argparse
import json
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lxml.html
import trafilatura
from facevalue.corpus import readers
from facevalue.corpus.metadata import describe
from facevalue.corpus.segment import segment

FACTS = ("title", "published", "author", "outlet")
_MARK = re.compile(r"""\sdata-(?:un)?wanted(?:=(?:"[^"]*"|\w+))?(?=[\s>/])""")
_NUMBERED = re.compile(r"(?:\d+|[a-zA-Z]+)\.")


@dataclass(frozen=True, slots=True)
class Page:
    """A page and what should be read from it. headings, items, rows: words that should be told as such."""

    name: str
    data: bytes
    text: str
    facts: dict[str, str] = field(default_factory=dict[str, str])
    headings: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Got:
    """What a reader made of a page."""

    text: str
    facts: dict[str, str]
    headings: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


def one_line(text: str) -> str:
    return " ".join(text.split())


def marked(path: Path) -> Page:
    """An invented page with its marks."""
    source = path.read_text(encoding="utf-8")
    note, rest = source.split("-->", 1)
    text, told = [], {"heading": [], "item": [], "row": []}
    for node in lxml.html.document_fromstring(rest.encode(), parser=lxml.html.HTMLParser(encoding="utf-8")).iter():
        said = node.get("data-wanted") if isinstance(node.tag, str) else None
        if said is None:
            continue
        words = one_line("".join(_wanted(node)))
        kind = {"li": "item", "tr": "row"}.get(node.tag, "heading" if re.fullmatch("h[1-6]", node.tag) else "")
        if node.tag == "tr":
            words = one_line(" | ".join(cell.text_content() for cell in node))
        if said == "heading":
            kind = "heading"
        elif _NUMBERED.fullmatch(said):
            words = f"{said} {words}"
        elif said:
            words = said
        text.append(words)
        if kind:
            told[kind].append(words)
    facts = {name: value for name, value in json.loads(note.removeprefix("<!--")).items() if value}
    return Page(
        path.stem,
        _MARK.sub("", rest).strip().encode(),
        "\n".join(text),
        facts,
        tuple(told["heading"]),
        tuple(told["item"]),
        tuple(told["row"]),
    )


def _wanted(node: Any) -> Iterator[str]:
    """The words of a wanted element but those of wanted and unwanted ones in it."""
    yield node.text or ""
    for child in node:
        if child.get("data-unwanted") is None and child.get("data-wanted") is None:
            yield from _wanted(child)
        yield " " if child.tag in ("br", "ul", "ol") else ""
        yield child.tail or ""


def saved(folder: Path) -> list[Page]:
    """Saved pages whose article text is known."""
    pages: list[Page] = []
    for path in sorted((folder / "html").glob("*.html")):
        text, known = folder / "txt" / f"{path.stem}.txt", folder / "metadata" / f"{path.stem}.json"
        if text.exists() and known.exists():
            said = json.loads(known.read_text(encoding="utf-8"))
            facts = {
                "title": said.get("title") or "",
                "published": str(said.get("publish_date") or "")[:10],
                "author": ", ".join(said.get("authors") or []),
            }
            kept = {name: value for name, value in facts.items() if value}
            pages.append(Page(path.stem, path.read_bytes(), text.read_text(encoding="utf-8"), kept))
    return pages


def is_title(line: str, page: Page) -> bool:
    """Whether a line is the headline: the title, which may have the name of the site behind it."""
    return bool(line) and page.facts.get("title", "").startswith(line)


def ours(page: Page) -> Got:
    """The page by our reader."""
    document = readers.document(page.data, page.name + ".html")
    kind = "press" if document.metadata.get("type") == "article" else "terms"
    told = describe(document, page.name + ".html", kind)
    pieces = [(block.kind, document.text[block.span.start : block.span.end]) for block in document.blocks]
    body = [words for kind, words in pieces if kind != "title" and not is_title(one_line(words), page)]
    by: dict[str, list[str]] = {"heading": [], "item": [], "table": []}
    for kind, words in pieces:
        if kind in by:
            by[kind].append(words)
    passages = (document.text[p.span.start : p.span.end] for p in segment(document) if p.kind == "heading")
    by["heading"] += [words for words in passages if words not in by["heading"]]
    return Got(
        "\n".join(body),
        {name: getattr(told, name) or "" for name in FACTS},
        tuple(map(one_line, by["heading"])),
        tuple(one_line(words).removeprefix("• ") for words in by["item"]),
        tuple(one_line(row) for table in by["table"] for row in table.split("\n")),
    )


def theirs(page: Page) -> Got:
    """The page by trafilatura alone."""
    found: Any = trafilatura.bare_extraction(page.data, with_metadata=True)
    if found is None or found.body is None:
        return Got("", {})
    body = found.body
    text = "\n".join(one_line(words) for node in body for words in [" ".join(node.itertext())])
    lines = [line for line in text.split("\n") if not is_title(line, page)]
    facts = {"title": found.title, "published": found.date, "author": found.author, "outlet": found.sitename}
    return Got(
        "\n".join(lines),
        {name: (value or "").replace("; ", ", ") for name, value in facts.items()},
        tuple(one_line("".join(node.itertext())) for node in body.iter("head")),
        tuple(one_line("".join(node.itertext())) for node in body.iter("item")),
        tuple(one_line(" | ".join("".join(c.itertext()) for c in row.iter("cell"))) for row in body.iter("row")),
    )


def token_f1(got: str, wanted: str) -> float:
    """The harmonic mean of precision and recall over words."""
    a, b = (Counter(re.findall(r"\w+", text.casefold())) for text in (got, wanted))
    both = (a & b).total()
    return 2 * both / (a.total() + b.total()) if both else float(a == b)


def kept(got: tuple[str, ...], wanted: tuple[str, ...]) -> int:
    """How many of the wanted pieces are told, each once."""
    return (Counter(got) & Counter(wanted)).total()


def right(got: Got, page: Page) -> dict[str, bool]:
    """Which facts that are known of the page are told right."""
    return {name: one_line(got.facts.get(name, "")) == value for name, value in page.facts.items()}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--saved", action="store_true", help="FOLDER holds saved pages, not marked ones")
    arguments.add_argument("--each", action="store_true", help="a line for each page")
    options = arguments.parse_args()
    pages = saved(options.folder) if options.saved else [marked(path) for path in sorted(options.folder.glob("*.html"))]
    groups: dict[str, list[Page]] = {}
    for page in pages:
        groups.setdefault("saved" if options.saved else page.name.partition("-")[0], []).append(page)
    for group, members in groups.items():
        for who, read in (("ours", ours), ("trafilatura", theirs)):
            got = [read(page) for page in members]
            scores = [token_f1(g.text, page.text) for g, page in zip(got, members, strict=True)]
            line = f"{group:9} {len(members):3} pages  {who:11} token F1 {statistics.mean(scores):.3f}, worst {min(scores):.3f}"
            for part in ("headings", "items", "rows"):
                wanted = sum(len(getattr(page, part)) for page in members)
                told = sum(kept(getattr(g, part), getattr(page, part)) for g, page in zip(got, members, strict=True))
                line += f"  {part} {told}/{wanted}" if wanted else ""
            facts: Counter[str] = Counter()
            for g, page in zip(got, members, strict=True):
                facts.update(name for name, good in right(g, page).items() if good)
            known = Counter(name for page in members for name in page.facts)
            line += "  " + ", ".join(f"{name} {facts[name]}/{known[name]}" for name in FACTS if known[name])
            print(line)
            if options.each:
                for page, g, score in zip(members, got, scores, strict=True):
                    wrong = [f"{n}={g.facts.get(n)!r}" for n, good in right(g, page).items() if not good]
                    print(f"   {score:.3f} {page.name} {' '.join(wrong)}")


if __name__ == "__main__":
    main()
