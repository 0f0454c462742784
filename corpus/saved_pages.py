"""Web pages saved with their pictures and scripts: which folder beside a page belongs to it, and what in it is no document.

Browsers and office programs save "Page.html" and a folder of what the page shows, "Page_files"; the word is in the language
of the program.
"""

from collections.abc import Collection
from pathlib import PurePosixPath

_PAGES = (".html", ".htm", ".xhtml", ".shtml")
# The endings that Windows keeps together with a page of the same name ("connected files").
_FOLDERS = (
    "_archivos", "_arquivos", "_bestanden", "_bylos", "-dateien", "_dateien", "_datoteke", "_dosyalar", "_elemei", "_failid",
    "_fails", "_fajlovi", "_ficheiros", "_fichiers", "-fichiers", "_file", "-filer", "_filer", ".files", "_files", "-files",
    "_fitxategiak", "_fitxers", "_pliki", "_soubory", "_tiedostot",
)  # fmt: skip
# A document that the page shows in a frame is a document all the same; a page in a frame is mostly an advertisement.
_DOCUMENTS = (".pdf", ".docx", ".doc", ".odt", ".rtf", ".eml", ".msg", ".xlsx")


def page_of(path: str, beside: Collection[str]) -> str:
    """The saved page that a file or folder belongs to, "" for none.

    path: its name, with "/" between folders. beside: the names that are there, as paths of the same kind.
    """
    place = PurePosixPath(path)
    for folder in (place, *place.parents):
        name = folder.name
        for ending in _FOLDERS:
            if name.casefold().endswith(ending):
                pages = (
                    str(folder.with_name(name[: -len(ending)] + page)) for page in _PAGES if len(name) > len(ending)
                )
                if found := next((page for page in pages if page in beside), ""):
                    return found
    return ""


def is_part(name: str) -> bool:
    """Whether a file in such a folder is part of the page, not a document of its own."""
    return not name.casefold().endswith(_DOCUMENTS)
