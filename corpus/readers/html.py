"""HTML: the main text of a page with its structure, without menus, banners and scripts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

import lxml.etree as etree
import lxml.html as lxml_html

from .. import kind
from ..errors import Unreadable
from ..language import detect
from ..model import BlockKind, Document, Reading
from . import article, page_facts, plain
from . import furniture as flat_furniture
from .blocks import BlockWriter
from .numbering import Element, letters, roman

MEDIA_TYPE = "text/html"

_EXTENSIONS = (".html", ".htm", ".xhtml")
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|main|div|p|h[1-6])\b", re.I)
_STRONG = re.compile(rb"<(?:!doctype\s+html|html)\b", re.I)
# What browsers read under these names.
_SUPERSETS = {b"iso-8859-1": b"cp1252", b"latin-1": b"cp1252", b"us-ascii": b"cp1252", b"iso-8859-9": b"cp1254"}
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.I)

_NEVER = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "button",
        "select",
        "option",
        "input",
        "textarea",
        "nav",
        "dialog",
        "audio",
        "video",
        "picture",
        "map",
        "head",
        "menu",
    ]
)
_ROLES = frozenset(
    ["navigation", "banner", "contentinfo", "dialog", "alertdialog", "search", "menu", "menubar", "complementary"]
)
# Names that sites give to what is not the text. A container with most of the text is kept whatever its name.
_CLUTTER = re.compile(
    r"(?:^|[-_\s])(?:cookies?|consent|gdpr|onetrust|nav(?:bar|igation)?|menu|breadcrumbs?|footer|site-?header|masthead"
    r"|sidebar|share|social|newsletter|subscribe|related|recommend\w*|comments?|advert\w*|ads?|promo|modal|popup"
    r"|skip-?link|toolbar|language-?(?:switch|select)\w*|pagination|toc|table-of-contents|screen-reader-text|sr-only)(?:$|[-_\s])",
    re.I,
)
_MENUS = re.compile(r"(?:nav|menu|sidebar|modal|popup|(?:cookies?|consent)[-_]\w|banner|search|drawer|offcanvas)", re.I)
_SUMMARY_LEVEL = 3  # of the line that stays when a section is folded: below the usual headings of a page
_SERIES = 3  # neighbours under headings of their own: fewer may be boxes beside the text
_MOST_CELLS = 1000  # rows or columns that a cell may claim to reach over
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_PARAGRAPHS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "body",
        "blockquote",
        "address",
        "dl",
        "dt",
        "dd",
        "figure",
        "figcaption",
        "details",
        "fieldset",
        "form",
        "center",
        "header",
        "footer",
        "aside",
        "hgroup",
        "label",
        "legend",
        "caption",
        "td",
        "th",
        "tr",
        "tbody",
        "thead",
        "tfoot",
        "html",
    ]
)
_SPACES = re.compile(r"\s+")
# What stands beside a clause or an item that is laid out by a table: "3.", "3.1", "(a)", "ii)", a bullet.
_MARKER = re.compile(
    r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]{1,2}|[ivxlcIVXLC]{1,6})[.)]\)?|\d{1,3}(?:\.\d{1,3})+|[•·○▪●–*-]"
)
_EMPTY_LINES = re.compile(r"\n[^\S\n]*\n\s*?(?=[^\S\n]*\S|\Z)")


def bid(data: bytes, name: str) -> float:
    """By markup near the start; a name alone counts where nothing better is known."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    named = name.lower().endswith(_EXTENSIONS)
    if _STRONG.search(head[:1024]):
        return 0.95 if not name.lower().endswith((".md", ".markdown")) else 0.4
    return 0.7 if named else 0.55 if head.startswith(b"<") and _MARKUP.match(head) else 0.0


def read(data: bytes, name: str) -> Reading:
    """The text of the page: an article's, declared or reading like one, by trafilatura, any other by its own markup.

    Raises Unreadable when the page is empty or has no text without its scripts.
    """
    if not data.strip():
        raise Unreadable(f"{name}: the file is empty; fetch it again")
    source = _decoded(data, name)
    tree = _tree(source, name)
    facts = page_facts.facts(tree)
    if article.is_article(tree):
        reading = article.read(tree, facts) or _page(_tree(source, name), facts)
    else:
        reading = _page(tree, facts)
        if not article.is_legal(tree) and _may_be_press(reading):
            reading = article.read(tree, facts) or reading
    if sum(map(str.isalnum, reading.text[:10_000])) < 20:
        raise Unreadable(f"{name}: no text in the page without its scripts; save it from a browser as it is shown")
    return reading


def _may_be_press(reading: Reading) -> bool:
    # Kinds are told by English wording; in other languages only the title of the page speaks against an article.
    found = kind.recognise(Document("", MEDIA_TYPE, reading.text), "")[0]
    return found == "press" or detect(reading.text) not in ("en", "und")


def _decoded(data: bytes, name: str) -> str:
    declared = _CHARSET.search(data[:2048])
    if not declared or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return plain.decode(data, name)
    # Pages lie about their character set; what can be read as UTF-8 is hardly ever anything else.
    for charset in ("utf-8", _SUPERSETS.get(declared[1].lower(), declared[1]).decode("ascii")):
        try:
            return data.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass
    return plain.decode(data, name)


def _tree(source: str, name: str) -> Element:
    parser = lxml_html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        # Bytes, because lxml refuses text with an encoding declaration.
        return lxml_html.document_fromstring(source.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as fault:
        raise Unreadable(f"{name}: the page cannot be parsed ({fault}); save it again from a browser") from fault


def _page(tree: Element, facts: Mapping[str, str]) -> Reading:
    body = tree.find("body")
    root = _main(body if body is not None else tree)
    writer = _Writer(total=max(1, _length(root)), named=_named(tree))
    writer.walk(root)
    writer.flush()
    text = writer.out.text
    typed = sum(len(node.text_content()) for node in root.iter("pre")) > _length(root) / 2
    furniture = flat_furniture.of_flat_text(text) if typed else ()
    return Reading(text, blocks=tuple(writer.out.blocks), furniture=furniture, metadata=dict(facts))


def _main(body: Element) -> Element:
    """The element that holds the text: <main> or a lone <article> when it has at least half of it."""
    total = _length(body)
    for candidates in (body.findall(".//main"), body.findall(".//*[@role='main']"), body.findall(".//article")):
        best = max(candidates, key=_length, default=None)
        if best is not None and _length(best) > total / 2:
            return best
    return body


def _length(node: Element) -> int:
    return sum(len(piece.strip()) for piece in _texts(node))


def _texts(node: Element) -> Iterator[str]:
    for child in node.iter():
        parent = child.getparent()
        if child.text and child.tag not in _NEVER:
            yield child.text
        if child.tail and child is not node and (parent is None or parent.tag not in _NEVER):
            yield child.tail


@dataclass(slots=True)
class _Writer:
    """Writes the text of a tree: inline pieces gather until a block ends."""

    total: int
    named: frozenset[str]  # ids that the page itself leads to
    out: BlockWriter = field(default_factory=BlockWriter)
    _inline: list[str] = field(default_factory=list[str])
    _kind: BlockKind = "paragraph"
    _level: int = 0
    _label: str = ""

    def flush(self) -> None:
        """Ends the block that is being gathered."""
        lines = "".join(self._inline).split("\n")
        text = "\n".join(filter(None, (_SPACES.sub(" ", line).strip() for line in lines)))
        self._inline.clear()
        if text:
            self.out.put(f"{self._label} {text}" if self._label else text, self._kind, self._level)
            self._label = ""

    def walk(self, node: Element, depth: int = 0) -> None:
        self._inline.append(_SPACES.sub(" ", node.text or ""))
        for child in node:
            if isinstance(child.tag, str) and not self._unwanted(child):
                self._element(child, depth)
            self._inline.append(_SPACES.sub(" ", child.tail or ""))

    def _unwanted(self, node: Element) -> bool:
        if node.tag in _NEVER:
            return node.tag != "button" or not _in_heading(node)
        shown = node.get("id") in self.named  # a panel that a button opens, a section of the table of contents
        if node.get("hidden") is not None or _HIDDEN.search(node.get("style") or ""):
            return not shown
        if node.tag in ("body", "main", "article", "html") or _is_heading(node) or shown:
            return False
        clutter = node.tag in ("footer", "aside") or (node.get("role") or "") in _ROLES
        clutter = clutter or (node.tag == "header" and not node.xpath(".//h1") and not _inside_text(node))
        if not clutter:
            names = f"{node.get('class') or ''} {node.get('id') or ''}"
            clutter = bool(_CLUTTER.search(names)) and not _is_section(node)
        return clutter and _length(node) < self.total / 2

    def _element(self, node: Element, depth: int) -> None:
        tag = str(node.tag)
        if tag == "br":
            self._inline.append("\n")
        elif tag == "hr":
            self.flush()
        elif _is_heading(node):
            level = tag[1] if tag[1:].isdigit() else node.get("aria-level") or "2"
            self._as_block(node, "heading", int(level) if level.isdigit() else 2, depth)
        elif tag == "summary":
            self._as_block(node, "heading", _SUMMARY_LEVEL, depth)
        elif tag == "pre":
            self._flat(node)
        elif tag in ("ul", "ol"):
            self._list(node, depth + 1)
        elif tag == "table":
            self._table(node, depth)
        elif tag in _PARAGRAPHS:
            self.flush()
            self.walk(node, depth)
            self.flush()
        else:
            self.walk(node, depth)

    def _flat(self, node: Element) -> None:
        """Text that was typed line by line, as in old filings: its lines and empty lines are kept."""
        self.flush()
        typed = "".join(cast("Iterator[str]", node.itertext())).replace("\r\n", "\n").replace("\r", "\n")
        for part in _EMPTY_LINES.split(typed):
            if part.strip():
                self.out.put("\n".join(map(str.rstrip, part.strip("\n").split("\n"))), "paragraph")

    def _as_block(self, node: Element, kind: BlockKind, level: int, depth: int) -> None:
        self.flush()
        before = self._kind, self._level
        self._kind, self._level = kind, level
        self.walk(node, depth)
        self.flush()
        self._kind, self._level = before

    def _list(self, node: Element, depth: int) -> None:
        self.flush()
        number = int(node.get("start") or "1") if (node.get("start") or "1").lstrip("-").isdecimal() else 1
        for child in node:
            if child.tag == "li":
                given = child.get("value") or ""
                number = int(given) if given.isdecimal() else number
                self._label = _label(node, number)
                self._as_block(child, "item", depth, depth)
                self._label = ""
                number += 1
            elif isinstance(child.tag, str) and not self._unwanted(child):
                self._element(child, depth)
        self.flush()

    def _table(self, node: Element, depth: int) -> None:
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in node.iter("tr")]
        caption = node.find("caption")
        nested = node.find(".//table") is not None
        long = any(len(cell.findall(".//p")) > 1 and _length(cell) > 300 for row in rows for cell in row)
        self.flush()
        words = list(_whole(rows))
        filled = [row for row in ([cell for cell in line if cell] for line in words) if row]
        if nested or long or all(len(row) < 2 for row in filled):  # laid out by a table, not data
            self.walk(node, depth)
            self.flush()
            return
        if all(len(row) == 2 and _MARKER.fullmatch(row[0]) for row in filled):  # a clause with its number beside it
            for row in filled:
                self.out.put(" ".join(row), "paragraph")
            return
        if caption is not None:
            self._as_block(caption, "paragraph", 0, depth)
        text = "\n".join(line for line in map(" | ".join, words) if line.strip(" |"))
        if text:
            self.out.put(text, "table", 0)


def _whole(rows: list[list[Element]]) -> Iterator[list[str]]:
    """The rows of a table as words; a cell that reaches over several rows stands in each of them."""
    reaching: dict[int, tuple[int, str]] = {}  # column -> rows still to come, words
    for row in rows:
        words: list[str] = []
        cells = iter(row)
        column = 0
        while True:
            left, text = reaching.get(column, (0, ""))
            if left:
                reaching[column] = (left - 1, text)
                words.append(text)
                column += 1
                continue
            cell = next(cells, None)
            if cell is None:
                break
            text = _SPACES.sub(" ", "".join(_texts(cell))).strip()
            words.append(text)
            reaching[column] = (_number(cell, "rowspan") - 1, text)
            column += _number(cell, "colspan")
        yield words


def _number(cell: Element, name: str) -> int:
    given = cell.get(name) or "1"
    return min(int(given), _MOST_CELLS) if given.isdecimal() and int(given) else 1


def _named(tree: Element) -> frozenset[str]:
    """The ids that links and buttons of the page lead to."""
    links = (href[1:] for href in tree.xpath("//a/@href[starts-with(., '#')]") if len(href) > 1)
    return frozenset((*links, *tree.xpath("//*/@aria-controls"))) - _banners(tree)


def _banners(tree: Element) -> set[str]:
    """Ids of menus and dialogs, which buttons lead to as well."""
    return {
        node.get("id") or ""
        for node in tree.xpath("//*[@id]")
        if node.tag in _NEVER
        or node.tag in ("header", "footer", "aside")
        or node.get("role") in _ROLES
        or _MENUS.search(f"{node.get('class')} {node.get('id')}")
    }


def _is_heading(node: Element) -> bool:
    tag = str(node.tag)
    return (len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()) or node.get("role") == "heading"


def _in_heading(node: Element) -> bool:
    return any(_is_heading(above) for above in node.iterancestors())


def _inside_text(node: Element) -> bool:
    return any(above.tag in ("main", "article", "section") for above in node.iterancestors())


def _is_section(node: Element) -> bool:
    """Whether a heading stands right before the element, or before it and each of its neighbours of the same kind."""
    before = node.getprevious()
    if before is not None and _is_heading(before):
        return True
    beside = node.getparent()
    series = () if beside is None else beside.iterchildren(node.tag)
    return sum(_opens_with_heading(each) for each in series) >= _SERIES and _opens_with_heading(node)


def _opens_with_heading(node: Element) -> bool:
    first = next(node.iterchildren(), None)
    return first is not None and (_is_heading(first) or (first.tag in ("header", "div") and _opens_with_heading(first)))


def _label(node: Element, number: int) -> str:
    """The number of a list item as a browser shows it; bullets add nothing."""
    if node.tag != "ol":
        return "•"
    style = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", node.get("style") or "")
    form = (
        style[1]
        if style
        else {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}.get(
            node.get("type") or "", "decimal"
        )
    )
    if form == "none":
        return ""
    shown = {"lower-alpha": letters, "lower-latin": letters, "lower-roman": roman}.get(form)
    if shown:
        return f"{shown(number)}."
    shown = {"upper-alpha": letters, "upper-latin": letters, "upper-roman": roman}.get(form)
    return f"{shown(number).upper()}." if shown else f"{number}."
