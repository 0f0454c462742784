"""What a web page says about itself in its markup: title, date, author, outlet, language, address.

Where two places differ the first of these that says anything is believed: schema.org as JSON-LD (in lists and graphs too, of
several articles the one with the page's headline), schema.org as microdata, OpenGraph, Dublin Core and other <meta>, then
the headline, <time> and byline that the page shows. Of a page that is revised the date of publication counts.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from ..dates import iso
from .numbering import Element

_KINDS = re.compile(r"(?:\w*Article|\w*BlogPosting|NewsReport|Report)")
_TITLES = ("og:title", "dcterms.title", "dc.title", "citation_title", "parsely-title", "headline", "twitter:title")
_DATES = (
    "article:published_time", "og:article:published_time", "dcterms.issued", "dcterms.created", "dc.date.issued",
    "dcterms.date", "dc.date", "datepublished", "parsely-pub-date", "sailthru.date", "citation_publication_date",
    "pubdate", "publishdate", "publish-date", "date",
)  # fmt: skip
_AUTHORS = (
    "author", "article:author", "dcterms.creator", "dc.creator", "parsely-author", "sailthru.author", "citation_author",
)  # fmt: skip
_OUTLETS = ("og:site_name", "dcterms.publisher", "dc.publisher", "citation_journal_title")
_BYLINES = (
    ".//*[@rel='author']",
    ".//*[contains(concat(' ', @class, ' '), ' byline ') or contains(concat(' ', @class, ' '), ' author ')"
    " or @data-component='byline']",
)
_BY = re.compile(r"(?i)^(?:(?:written|posted|submitted|words)\s+)?(?:by|von|por|par|di|door|av)\b[\s:]*")
_NAMES = re.compile(r"(?:[^\W\d_][\w.'’-]*\s+){1,3}[^\W\d_][\w.'’-]*")
_LONGEST_BYLINE = 60  # characters
_BEFORE = re.compile(r"\s*(?:[|–—:»·]|\s-)\s")  # what stands between the title of a page and the name of its site
_SPACES = re.compile(r"\s+")


def facts(tree: Element) -> dict[str, str]:
    """What the page says about itself, as far as it says it: title, published (ISO), author, outlet, language, url."""
    said, micro, meta = _linked_article(tree), _microdata(tree), _meta(tree)
    found = {
        "title": said.get("headline") or micro.get("headline") or _first(meta, _TITLES) or tree.findtext(".//title"),
        "published": _date(said.get("published") or micro.get("published") or _first(meta, _DATES) or _time(tree)),
        "author": said.get("author") or micro.get("author") or _BY.sub("", _first(meta, _AUTHORS)) or _byline(tree),
        "outlet": said.get("outlet") or micro.get("outlet") or _first(meta, _OUTLETS),
        "language": (tree.get("lang") or "").split("-")[0].lower(),
        "url": tree.xpath("string(.//link[@rel='canonical']/@href)") or _first(meta, ("og:url",)),
    }
    return {key: plain for key, value in found.items() if value and (plain := _plain(value))}


def declared_article(tree: Element) -> bool:
    """Whether the page calls itself an article: by schema.org, by OpenGraph, or by an <article> with a date."""
    if _linked_article(tree) or _microdata(tree):
        return True
    meta = _meta(tree)
    if meta.get("og:type", "").lower() == "article":
        return True
    dated = bool(_first(meta, _DATES)) or tree.find(".//article//time") is not None
    return dated and tree.find(".//article") is not None


def heading(tree: Element) -> str:
    """The first headline that the page shows."""
    shown = tree.find(".//h1")
    return _plain(" ".join(cast("Iterator[str]", shown.itertext()))) if shown is not None else ""


def headline(tree: Element, known: Mapping[str, str]) -> str:
    """The title without the name of the site before or behind it: what the page shows as its headline tells which is which.

    For articles; of terms the name of the site says whose they are.
    """
    title, shown = known.get("title", ""), heading(tree)
    for part in filter(None, (shown, known.get("outlet", ""))):
        rest = title.replace(part, "\0", 1)
        before, found, after = rest.partition("\0")
        alone = (not before.strip() or _BEFORE.search(before[-3:] + " ")) and (
            not after.strip() or _BEFORE.match(after + " ")
        )
        if found and alone and rest.strip() != "\0":
            return part if part == shown else _BEFORE.sub("", before if before.strip() else after).strip()
    return title


def _linked_article(tree: Element) -> dict[str, str]:
    """What JSON-LD says of the article: headline, published, author, outlet."""
    nodes = list(_linked(tree))
    names = {str(node["@id"]): node for node in nodes if node.get("@id") and node.get("name")}
    shown = heading(tree)
    articles = [node for node in nodes if _KINDS.fullmatch(_kind(node))]
    articles.sort(key=lambda node: _plain(_text(node.get("headline"))) != shown)
    for node in articles[:1]:
        return {
            "headline": _text(node.get("headline")) or _text(node.get("name")),
            "published": _text(node.get("datePublished")) or _text(node.get("dateCreated")),
            "author": _name(node.get("author") or node.get("creator"), names),
            "outlet": _name(node.get("publisher") or node.get("sourceOrganization"), names),
        }
    return {}


def _linked(tree: Element) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of a page, with the lists and graphs they come in flattened."""
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            waiting: list[Any] = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            given = waiting.pop(0)
            if isinstance(given, list):
                waiting += cast("list[Any]", given)
            elif isinstance(given, dict):
                data = cast("dict[str, Any]", given)
                yield data
                waiting += [data[key] for key in ("@graph", "mainEntity") if isinstance(data.get(key), (list, dict))]


def _kind(node: Mapping[str, Any]) -> str:
    kind = node.get("@type")
    return _text(cast("list[Any]", kind)[0] if isinstance(kind, list) and kind else kind).rpartition("/")[2]


def _microdata(tree: Element) -> dict[str, str]:
    """What schema.org attributes say of the article."""
    for scope in tree.iterfind(".//*[@itemtype]"):
        if not _KINDS.fullmatch((scope.get("itemtype") or "").rpartition("/")[2]):
            continue
        found: dict[str, str] = {}
        for node in scope.iterfind(".//*[@itemprop]"):
            names = (node.get("itemprop") or "").split()
            value = node.get("content") or node.get("datetime")
            if value is None:
                name = node.find(".//*[@itemprop='name']")
                inner = name if name is not None else node
                value = inner.get("content") or " ".join(cast("Iterator[str]", inner.itertext()))
            for name, key in _PROPERTIES.items():
                if name in names:
                    found.setdefault(key, _BY.sub("", _plain(value)))
        return found
    return {}


_PROPERTIES = {"headline": "headline", "datePublished": "published", "author": "author", "publisher": "outlet"}


def _meta(tree: Element) -> dict[str, str]:
    """What <meta> says, by name in small letters; the first of equal names counts."""
    found: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop")
        if name and (node.get("content") or "").strip():
            found.setdefault(name.lower(), node.get("content") or "")
    return found


def _first(meta: Mapping[str, str], names: tuple[str, ...]) -> str:
    # An author may be given as an address of a profile: that is no name.
    return next((meta[name] for name in names if name in meta and not re.match(r"https?:|@", meta[name])), "")


def _date(value: str) -> str:
    return iso(html.unescape(value)) or ""


def _time(tree: Element) -> str:
    """The date of the first <time> of the article that is marked up with one."""
    for path in (".//time[@pubdate]", ".//article//time[@datetime]", ".//header//time[@datetime]"):
        node = tree.find(path)
        if node is not None:
            return node.get("datetime") or _plain(" ".join(cast("Iterator[str]", node.itertext())))
    return ""


def _byline(tree: Element) -> str:
    """Who wrote the article, by an element that says so and holds no more than a name."""
    for path in _BYLINES:
        for node in cast("list[Element]", tree.xpath(path)):
            for piece in cast("Iterator[str]", node.itertext()):
                words = _BY.sub("", _plain(piece)).strip(" ,|·")
                if len(words) < _LONGEST_BYLINE and _NAMES.fullmatch(words):
                    return words
    return ""


def _plain(value: str) -> str:
    return _SPACES.sub(" ", html.unescape(value)).strip()


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _name(value: Any, names: Mapping[str, Any]) -> str:
    """The name of a person or publisher, however the page nests it. names: nodes of the page by their id."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_name(one, names) for one in cast("list[Any]", value))))
    if isinstance(value, dict):
        node = cast("dict[str, Any]", value)
        named = node.get("name") or names.get(_text(node.get("@id")), {}).get("name")
        return _name(named, names)
    return "" if _text(value).startswith("http") else _BY.sub("", _text(value))
