"""Set a source as a web page, with the menus, notices and side columns that a reader must see past."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape
from source import DEMONSTRATION, EMPHASIS, Block, DemoSource

TEMPLATES = Path(__file__).parent / "templates"
HEADLINES = (
    "Voice vote ends in a tie at town hall",
    "Twins separated by ferry timetable meet again",
    "What is my pension worth? Six readers share",
    "Council signs off replica of the old pier",
)


def render_html(source: DemoSource) -> bytes:
    """The page as UTF-8 bytes: `style` in the front matter, or the kind, chooses the template."""
    meta, blocks = source.meta, source.blocks()
    published = str(meta["published"])
    template = "terms" if source.kind == "terms" else str(meta.get("style", "news"))
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape(["j2"]), undefined=StrictUndefined
    )
    page = environment.get_template(f"{template}.html.j2").render(
        title=meta["title"],
        heading=blocks[0].text,
        company=meta["company"],
        outlet=meta.get("outlet", ""),
        author=meta.get("author", ""),
        published=published,
        year=published[:4],
        date=_long_date(published),
        demonstration=DEMONSTRATION,
        headings=[block.text.partition(". ")[2] for block in blocks if block.kind == "heading"],
        headlines=HEADLINES,
        json_ld=_json_ld(source),
        content=_content(blocks),
    )
    return (page.rstrip() + "\n").encode()


def _content(blocks: list[Block]) -> Markup:
    lines: list[Markup] = []
    section = 0
    for block in blocks:
        text = Markup(EMPHASIS.sub(_tag, str(escape(block.text))))
        if block.kind in ("title", "demonstration"):
            continue
        if block.kind == "heading":
            section += 1
            lines.append(Markup('<h2 id="s{}">{}</h2>').format(section, text))
        else:
            lines.append(Markup("<p>{}</p>").format(text))
    return Markup("\n").join(lines)


def _tag(match: object) -> str:
    stars, words = match[1], match[2]  # type: ignore[index]
    name = "strong" if stars == "**" else "em"
    return f"<{name}>{words}</{name}>"


def _json_ld(source: DemoSource) -> Markup:
    meta, published = source.meta, str(source.meta["published"])
    data = {"@context": "https://schema.org", "inLanguage": "en", "name": meta["title"]}
    if source.kind == "terms":
        data |= {
            "@type": "WebPage",
            "dateModified": published,
            "publisher": {"@type": "Organization", "name": meta["company"]},
        }
    else:
        data |= {
            "@type": "NewsArticle",
            "headline": meta["title"],
            "datePublished": published,
            "author": {"@type": "Person", "name": meta.get("author", "")},
            "publisher": {"@type": "NewsMediaOrganization", "name": meta["outlet"]},
        }
    return Markup(json.dumps(data, ensure_ascii=False, sort_keys=True).replace("</", "<\\/"))


def _long_date(published: str) -> str:
    day = date.fromisoformat(published)
    return f"{day.day} {day:%B %Y}"
