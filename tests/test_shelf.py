"""Patterns kept between runs are the patterns that would be made anew."""

import re
from pathlib import Path

import pytest
from facevalue.nlp import codebook, rulebook, shelf
from facevalue.nlp.shelf import Shelf

SOURCES = (r"\bgrants?\b", r"(?P<who>you|your)\W+likeness(?: and (voice))?", r"(?<!no )\bconsent\b", "(?i:x)É|[A-z]")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(shelf, "folder", lambda: tmp_path / "cache")
    return tmp_path / "cache"


def filled() -> Shelf:
    made = Shelf.open("key")
    for source in SOURCES:
        made.wording(source)
    made.keep()
    return made


def test_what_is_fetched_is_what_was_made() -> None:
    made = filled()
    fetched = Shelf.open("key")
    for source in SOURCES:
        old, new = made.wording(source), fetched.wording(source)
        assert (new.small, new.needs, new.flags) == (old.small, old.needs, old.flags)
        assert new.compiled() == old.compiled() == re.compile(*old.used)
        assert new.compiled().groupindex == old.compiled().groupindex
    assert not fetched.made


def test_all_rules_from_the_shelf_are_the_rules() -> None:
    book = codebook.load(None)
    first, second = rulebook.load(book), rulebook.load(book)
    for old, new in zip(first, second, strict=True):
        assert [w.compiled() for w in new.wordings] == [w.compiled() for w in old.wordings]
        assert [w.needs for w in new.wordings] == [w.needs for w in old.wordings]


def test_another_key_is_another_shelf() -> None:
    filled()
    assert not Shelf.open("another key").stored


@pytest.mark.parametrize("damage", [b"", b"x" * 50, None])
def test_a_damaged_file_counts_as_none(here: Path, damage: bytes | None) -> None:
    path = filled().path
    path.write_bytes(path.read_bytes()[:-5] if damage is None else damage)
    assert not Shelf.open("key").stored
    filled()
    assert Shelf.open("key").stored


def test_a_folder_that_cannot_be_made_is_no_fault(here: Path) -> None:
    here.write_text("a file in the way")
    assert filled().wording(SOURCES[0]).compiled().search("he grants")


def test_old_files_are_removed(here: Path) -> None:
    for number in range(12):
        made = Shelf.open(str(number))
        made.wording("x")
        made.keep()
    assert len(list(here.iterdir())) <= 6
