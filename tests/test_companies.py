"""Companies found in text and resolved from names."""

import itertools
from pathlib import Path

import pytest
from facevalue.corpus.errors import CodebookError
from facevalue.nlp.companies import Companies, slug
from hypothesis import given
from hypothesis import strategies as st

KNOWN = Companies.load()


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("H&M and Hennes & Mauritz are one retailer.", ["hm", "hm"]),
        ("Levi’s tests models.", ["levi_strauss"]),
        ("SAG-AFTRA signed with Replica Studios.", ["sag_aftra", "replica_studios"]),
        ("A replica of the studio was built.", []),
        # ambiguous names need one of their context words nearby
        ("Guess what happened next.", []),
        ("Guess ran the advertisement in Vogue's August issue.", ["guess", "vogue"]),
        ("Equity in the firm rose by a tenth.", []),
        ("The union Equity speaks for performers.", ["equity_uk"]),
        ("Hour One pays strangers.", ["hour_one"]),
        ("For an hour one must wait.", []),
        # part of a longer word, a handle or an address is no mention
        ("Metaphor and Zarathustra, @Synthesia, netflix.", []),
        ("", []),
    ],
)
def test_finds_companies(text: str, ids: list[str]) -> None:
    assert [m.company_id for m in KNOWN.find(text)] == ids


def test_a_context_word_settles_the_name_for_the_whole_text() -> None:
    text = "Mango shows a fashion campaign. " + "Nothing else happened that day. " * 40 + "Then Mango said more."
    assert [m.company_id for m in KNOWN.find(text)] == ["mango", "mango"]


@pytest.mark.parametrize(
    ("name", "company"),
    [
        ("Guess?, Inc.", "guess"),
        ("HEYGEN TECHNOLOGY, INC.", "heygen"),
        ("The Model Alliance", "model_alliance"),
        ("Levi Strauss & Co.", "levi_strauss"),
        ("Synthesia Ltd.", "synthesia"),
        ("sag_aftra", "sag_aftra"),
        ("Brightloom Holdings", None),
        ("", None),
    ],
)
def test_resolves_names_without_legal_form(name: str, company: str | None) -> None:
    assert KNOWN.resolve(name) == company


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Halden & Rye, Inc.", "halden_and_rye"),
        ("Écran Noir S.A.", "ecran_noir"),
        ("株式会社ボイス", "株式会社ホイス"),
        ("", "unknown"),
    ],
)
def test_unknown_names_get_a_stable_slug(name: str, expected: str) -> None:
    assert slug(name) == expected
    assert KNOWN.identify(name) == expected


@pytest.mark.parametrize(
    "name",
    ["Acme, Inc.", "ACME INC", "Acme Incorporated", "The Acme Company, L.L.C.", "Acme Co., Ltd.", "Acme GmbH & Co. KG", "ACME L.P.", "Acme A/S",
     "Acme, N.A.", "Acme Sdn. Bhd.", "Acme S.p.A.", "ACME K.K.", "Acme Holdings Limited", "Acme, Inc. d/b/a Acme Voices", "Acme LLC (f/k/a Sorrel Ltd)"],
)  # fmt: skip
def test_a_company_that_is_not_listed_has_one_id_however_it_is_written(name: str) -> None:
    assert KNOWN.identify(name) == "acme"


@pytest.mark.parametrize(
    ("one", "other"), [("Acme Music, Inc.", "Acme Films, Inc."), ("Company 3", "Company 4"), ("Ada Quill", "Bo Quill")]
)
def test_other_names_have_other_ids(one: str, other: str) -> None:
    assert KNOWN.identify(one) != KNOWN.identify(other)


def test_a_further_file_adds_and_replaces(tmp_path: Path) -> None:
    extra = tmp_path / "mine.yaml"
    extra.write_text(
        "companies:\n"
        "- {id: brightloom, name: Brightloom, sector: avatar_platform}\n"
        "- {id: hm, name: H&M, aliases: [Haus und Mode], sector: fashion_brand}\n"
    )
    known = Companies.load(extra=[extra])
    assert [m.company_id for m in known.find("Brightloom works for Haus und Mode.")] == ["brightloom", "hm"]
    assert known.resolve("Hennes & Mauritz") is None  # the entry was replaced as a whole


def test_a_fault_names_file_and_line(tmp_path: Path) -> None:
    broken = tmp_path / "mine.yaml"
    broken.write_text("companies:\n- {id: a, name: A, sector: x}\n- {id: b, nmae: B, sector: x}\n")
    with pytest.raises(CodebookError, match=r"mine\.yaml, line 3"):
        Companies.load(extra=[broken])


@given(st.text(max_size=300))
def test_mentions_lie_in_the_text_in_order(text: str) -> None:
    mentions = KNOWN.find(f"{text} H&M {text} Zara")
    spans = [m.span for m in mentions]
    assert spans == sorted(spans)
    assert all(not a.overlaps(b) for a, b in itertools.pairwise(spans))
    assert all(f"{text} H&M {text} Zara"[m.span.start : m.span.end] == m.name for m in mentions)
