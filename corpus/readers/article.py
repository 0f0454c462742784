"""Press articles on the web: whether a page is one, and its main text by trafilatura."""

import re
from collections.abc import Iterator, Mapping
from typing import cast

from ..model import Block, BlockKind, Reading
from . import page_facts
from .blocks import BlockWriter
from .numbering import Element

_TERMS = re.compile(
    r"\b(?:terms|conditions|privacy|polic(?:y|ies)|agreement|licen[cs]e|guidelines|cookies?|legal|eula|addendum|contract"
    r"|agb|nutzungsbedingungen|datenschutz\w*|\w*vertrag\w*|impressum|confidentialité|contrat|mentions légales|condiciones|términos"
    r"|privacidad|contrato|condizioni|termini|contratto|voorwaarden|privacyverklaring)\b|隐私|条款|协议|政策|規約|契約|약관",
    re.I,
)
_SPACES = re.compile(r"\s+")
# Names that sites give to what stands in an article and is none of it.
_BESIDE = re.compile(
    r"(?:^|[-_\s])(?:related\w*|read-?(?:more|also|next)|more-?(?:links|stories|on)|links|recommend\w*|newsletter\w*|subscri\w+|sign-?up"
    r"|share\w*|social\w*|advert\w*|promo\w*|sponsor\w*|copyright|disclaimer|byline\w*|autor|firma|breadcrumbs?|tags|footnote-anchor)(?:$|[-_\s])",
    re.I,
)
_NAMED = ("class", "id", "data-component", "data-testid")
_SHORT = 40  # words: a box beside the text is no longer, a part of the text that happens to bear such a name mostly is
_SHARE = 5  # a dialog, or what screen readers skip, with more than a fifth of the page's words is the page itself


def is_article(tree: Element) -> bool:
    """Whether the page calls itself an article and its title does not speak of terms, policies or agreements."""
    return not is_legal(tree) and page_facts.declared_article(tree)


def is_legal(tree: Element) -> bool:
    """Whether the title of the page names terms, a policy or an agreement."""
    title = page_facts.heading(tree) or (tree.findtext(".//title") or "")
    return bool(_TERMS.search(title)) and len(title.split()) <= 8


def read(tree: Element, known: Mapping[str, str]) -> Reading | None:
    """The article's text with its headings, paragraphs, captions and lists; None when trafilatura finds no article.

    Changes the tree.
    """
    import trafilatura  # half a second to load: only processes that meet an article pay for it

    title = page_facts.headline(tree, known)
    _prune(tree)
    extracted = trafilatura.bare_extraction(tree, with_metadata=True, include_comments=False, include_tables=True)
    body = getattr(extracted, "body", None)
    if extracted is None or body is None:
        return None
    title = title or str(getattr(extracted, "title", None) or "")
    text, blocks = _written(body, title)
    if len(text) < 200:
        return None
    more = {"title": "title", "author": "author", "date": "published", "sitename": "outlet", "url": "url"}
    guessed = {
        ours: str(getattr(extracted, theirs)) for theirs, ours in more.items() if getattr(extracted, theirs, None)
    }
    return Reading(text, blocks=blocks, metadata={**guessed, **known, "title": title, "type": "article"})


def _prune(tree: Element) -> None:
    """Takes out what stands beside the text under a telling name, and makes paragraphs of captions."""
    most = _count(tree) / _SHARE
    for node in tree.xpath("//*[@role or @aria-hidden or @class or @id or @data-component or @data-testid]"):
        if node.tag in ("html", "body", "main", "article", "h1", "h2") or node.getparent() is None:
            continue
        apart = (node.get("role") or "").endswith("dialog") or node.get("aria-hidden") == "true"
        beside = _BESIDE.search(" ".join(node.get(name) or "" for name in _NAMED))
        if (apart and _count(node) < most) or (beside and _count(node) <= _SHORT):
            node.drop_tree()
    for caption in tree.xpath("//figure[.//table]/figcaption"):
        caption.tag = "p"
    for figure in tree.xpath("//figure[figcaption] | //*[contains(@class, 'wp-caption')][p]"):
        captions = figure.findall("figcaption") or figure.findall("p")
        words = " ".join(" ".join(_words(caption) for caption in captions).split())
        tail = figure.tail
        figure.clear()
        figure.tag, figure.text, figure.tail = "p", words, tail


def _count(node: Element) -> int:
    return len(" ".join(cast("Iterator[str]", node.itertext())).split())


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
        yield from _items(node, 1)
    elif node.tag == "table":
        rows = (" | ".join(_words(cell) for cell in row.iter("cell")) for row in node.iter("row"))
        words = "\n".join(filter(None, rows))
        if words:
            yield words, "table", 0
    elif node.tag == "head":
        level = (node.get("rend") or "h2")[-1]
        yield from _one(_words(node), "heading", int(level) if level.isdigit() else 2)
    else:
        yield from _one(_words(node), "paragraph", 0)


def _items(node: Element, depth: int) -> Iterator[tuple[str, BlockKind, int]]:
    """The items of a list, each without the lists in it, which follow it."""
    for number, item in enumerate(node.iterchildren("item"), start=1):
        label = f"{number}. " if node.get("rend") == "ol" else "• "
        words = _words(item, without="list")
        yield from _one(words and label + words, "item", depth)
        for within in item.iter("list"):
            if next(within.iterancestors("item")) is item:
                yield from _items(within, depth + 1)


def _one(words: str, kind: BlockKind, level: int) -> Iterator[tuple[str, BlockKind, int]]:
    if words:
        yield words, kind, level


def _words(node: Element, without: str = "") -> str:
    return _SPACES.sub(" ", "".join(_pieces(node, without))).strip()


def _pieces(node: Element, without: str) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag != without:
            # Line breaks, and paragraphs of one quotation, stand apart.
            yield " " if child.tag in ("lb", "br", "p", "item", "list", "quote", "div") else ""
            yield from _pieces(child, without)
        yield child.tail or ""
