"""Press articles on the web: whether a page is one, what it says about itself, and its main text by trafilatura."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from ..model import Block, BlockKind, Reading
from .blocks import BlockWriter
from .numbering import Element

_ARTICLES = frozenset(
    ["Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BlogPosting"]
)
_TERMS = re.compile(
    r"\b(?:terms|conditions|privacy|polic(?:y|ies)|agreement|licen[cs]e|guidelines|cookies?|legal|eula|addendum|contract)\b",
    re.I,
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SPACES = re.compile(r"\s+")


def is_article(tree: Element) -> bool:
    """Whether the page calls itself an article and its title does not speak of terms, policies or agreements."""
    heading = " ".join(tree.xpath("string(.//h1)").split()) if tree.find(".//h1") is not None else ""
    title = heading or (tree.findtext(".//title") or "")
    declared = any(data.get("@type") in _ARTICLES for data in _linked(tree))
    declared = declared or _meta(tree, "og:type").lower() == "article"
    legal = bool(_TERMS.search(title)) and len(title.split()) <= 8
    if legal:
        return False
    dated = bool(_meta(tree, "article:published_time")) or tree.find(".//article//time") is not None
    return declared or (dated and tree.find(".//article") is not None)


def facts(tree: Element) -> dict[str, str]:
    """What the page says about itself: title, published, author, outlet, language, url."""
    data = next((d for d in _linked(tree) if d.get("@type") in _ARTICLES), {})
    found = {
        "title": _text(data.get("headline")) or _meta(tree, "og:title") or (tree.findtext(".//title") or ""),
        "published": _text(data.get("datePublished")) or _meta(tree, "article:published_time") or _meta(tree, "date"),
        "author": _name(data.get("author")) or _meta(tree, "author") or _meta(tree, "article:author"),
        "outlet": _name(data.get("publisher")) or _meta(tree, "og:site_name"),
        "language": (tree.get("lang") or "").split("-")[0].lower(),
        "url": (tree.xpath("string(.//link[@rel='canonical']/@href)") or _meta(tree, "og:url")),
    }
    day = _DAY.match(found["published"])
    found["published"] = day[0] if day else found["published"]
    return {key: _SPACES.sub(" ", value).strip() for key, value in found.items() if value and value.strip()}


def read(source: str, known: Mapping[str, str]) -> Reading | None:
    """The article's text with its headings, paragraphs and lists; None when trafilatura finds no article."""
    import trafilatura  # half a second to load: only processes that meet an article pay for it

    extracted = trafilatura.bare_extraction(source, with_metadata=True, include_comments=False, include_tables=True)
    body = getattr(extracted, "body", None)
    if extracted is None or body is None:
        return None
    text, blocks = _written(body, known.get("title") or str(getattr(extracted, "title", None) or ""))
    if len(text) < 200:
        return None
    more = {"title": "title", "author": "author", "date": "published", "sitename": "outlet", "url": "url"}
    guessed = {
        ours: str(getattr(extracted, theirs)) for theirs, ours in more.items() if getattr(extracted, theirs, None)
    }
    return Reading(text, blocks=blocks, metadata={**guessed, **known, "type": "article"})


def _written(body: Element, title: str) -> tuple[str, tuple[Block, ...]]:
    """The extracted tree as text and blocks; the headline comes first, as the reader sees it."""
    pieces: list[tuple[str, BlockKind, int]] = [(title, "title", 1)] if title else []
    for node in body:
        pieces += _of_node(node)
    if len(pieces) > 1 and pieces[1][0].casefold() == title.casefold():
        del pieces[1]
    out = BlockWriter()
    for words, kind, level in pieces:
        out.put(words, kind, level)
    return out.text, tuple(out.blocks)


def _of_node(node: Element) -> Iterator[tuple[str, BlockKind, int]]:
    if node.tag == "list":
        for item in node.iter("item"):
            yield from _one(item, "item", 1)
    elif node.tag == "table":
        rows = (" | ".join(_words(cell) for cell in row.iter("cell")) for row in node.iter("row"))
        words = "\n".join(filter(None, rows))
        if words:
            yield words, "table", 0
    elif node.tag == "head":
        level = (node.get("rend") or "h2")[-1]
        yield from _one(node, "heading", int(level) if level.isdigit() else 2)
    else:
        yield from _one(node, "paragraph", 0)


def _one(node: Element, kind: BlockKind, level: int) -> Iterator[tuple[str, BlockKind, int]]:
    words = _words(node)
    if words:
        yield words, kind, level


def _words(node: Element) -> str:
    return _SPACES.sub(" ", "".join(cast("Iterator[str]", node.itertext()))).strip()


def _meta(tree: Element, name: str) -> str:
    for key in ("property", "name", "itemprop"):
        found = tree.find(f".//meta[@{key}='{name}']")
        if found is not None and found.get("content"):
            return str(found.get("content"))
    return ""


def _linked(tree: Element) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of a page, with the lists and graphs they come in flattened."""
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            waiting: list[Any] = [json.loads(script.text or "")]
        except (ValueError, RecursionError):
            continue
        while waiting:
            given = waiting.pop(0)
            if isinstance(given, list):
                waiting += cast("list[Any]", given)
            elif isinstance(given, dict):
                data = cast("dict[str, Any]", given)
                kind = data.get("@type")
                yield {**data, "@type": kind[0] if isinstance(kind, list) and kind else kind}
                waiting += data.get("@graph") or [] if isinstance(data.get("@graph"), list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _name(value: Any) -> str:
    """The name of a person or publisher, however the page nests it."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_name(one) for one in cast("list[Any]", value))))
    if isinstance(value, dict):
        return _text(cast("dict[str, Any]", value).get("name"))
    return _text(value)
