"""One document in, its rows out: the same rows wherever it runs, evidence that holds, silence that is silence."""

import hashlib
import importlib
import json
import pickle
import sys
from dataclasses import replace
from typing import Any

import pytest
from facevalue.corpus import Document, Source, Span
from facevalue.corpus.readers import document as read
from facevalue.corpus.segment import segment
from facevalue.nlp import codebook, cues
from facevalue.nlp.apply import Coder
from facevalue.nlp.clauses import load_clauses
from facevalue.nlp.encoder import Encoder, load_encoder

CONTRACT = """VOICE LICENCE AGREEMENT

This Agreement is made on 3 March 2024 between Hollin Audio Ltd, a company registered in England (the "Company"), and
Petra Lund, an individual (the "Artist").

1. Grant. The Artist grants the Company a non-exclusive licence to use the Artist's name, voice and likeness in the audiobook
"Winter Ferry" for a period of three (3) years from the date of this Agreement, worldwide.

2. Fee. The Company shall pay the Artist a flat fee of £4,000. No further payment shall be due for any use of the recordings.

3. Replica. The Company shall not create a digital replica of the Artist's voice without the Artist's prior written consent in a
separate rider.

4. Rights. All rights not expressly granted to the Company are reserved by the Artist.

5. Approval. The Artist shall have the right to approve all uses of the Artist's voice in advertising in advance.
"""
NEGATIVE = """SUPPLY AGREEMENT

This Agreement is made between Fenwick Steel Ltd (the "Supplier") and Orba Tools GmbH (the "Buyer").

1. The Supplier shall deliver replica parts and a digital twin of the factory line. The Buyer shall pay the price within 30 days.
2. The Supplier licenses the software royalty-free. This Agreement is governed by the laws of England.
"""


def rows(text: str, name: str, source: Source | None = None) -> tuple[Document, dict[str, Any]]:
    document = read(text.encode(), name)
    return document, Coder()(document, segment(document), source or Source(name))


def values(found: dict[str, Any]) -> dict[str, str]:
    return {c["variable"]: c["values"] or c["status"] for c in found["codings"]}


def test_a_contract_is_coded() -> None:
    _, found = rows(CONTRACT, "a.txt")
    coded = values(found)
    assert coded["identity_attributes"] == "voice|face|name_signature"
    assert coded["compensation_components"] == "fixed_fee"
    assert coded["compensation_structure"] == "time_limited_fee"
    assert coded["reuse_payment"] == "no_further_pay"
    assert coded["grant_type"] == "non_exclusive_licence"
    assert coded["licence_term"] == "fixed"
    assert coded["territory"] == "worldwide"
    assert coded["rights_retention"] == "retained"
    assert coded["replica_creation"] == "separate_consent_required"
    assert coded["model_training"] == "not_stated"
    profile = found["profiles"][0]
    assert (profile["kind"], profile["company_name"], profile["published"]) == (
        "contract",
        "Hollin Audio Ltd",
        "2024-03-03",
    )


def test_there_is_one_coding_for_every_variable_that_applies() -> None:
    _, found = rows(CONTRACT, "a.txt")
    assert [c["variable"] for c in found["codings"]] == [v.id for v in codebook.load().document_variables("contract")]


def test_a_document_without_a_human_likeness_is_not_applicable_throughout() -> None:
    _, found = rows(NEGATIVE, "b.txt")
    assert {c["status"] for c in found["codings"]} == {"not_applicable"}
    assert not found["profiles"][0]["human_likeness"]
    assert not found["amounts"]


def test_every_quote_is_what_the_text_says_there() -> None:
    for text in (CONTRACT, NEGATIVE):
        document, found = rows(text, "a.txt")
        for table in ("tags", "amounts", "claims"):
            for row in found[table]:
                assert document.prose(Span(row["start"], row["end"])) == row["quote"]
        for coding in found["codings"]:
            for piece in json.loads(coding["evidence"]):
                assert document.prose(Span(piece["start"], piece["end"])) == piece["quote"]
            assert bool(coding["quote"]) == (coding["status"] in ("stated", "unclear", "redacted"))


def test_signals_stay_inside() -> None:
    _, found = rows(CONTRACT, "a.txt")
    assert not [t for t in found["tags"] if t["variable"].startswith("_")]


def test_the_manifest_prevails() -> None:
    said = Source("a.txt", kind="press", company="Hollin", published="2019", title="A title")
    _, found = rows(CONTRACT, "a.txt", said)
    profile = found["profiles"][0]
    assert (profile["kind"], profile["kind_from"], profile["company"]) == ("press", "manifest", "hollin")
    assert (profile["published"], profile["published_from"], profile["title"]) == ("2019", "manifest", "A title")
    assert not found["codings"]


def test_a_coder_travels_to_another_process_and_keeps_its_fingerprint() -> None:
    coder = Coder()
    again = pickle.loads(pickle.dumps(coder))
    assert again.fingerprint == coder.fingerprint
    document = read(CONTRACT.encode(), "a.txt")
    assert again(document, segment(document), Source("a.txt")) == coder(document, segment(document), Source("a.txt"))


@pytest.mark.parametrize(
    "text", ["x", "Не договор. " * 50, "\x00" * 10 + "a", "likeness " * 20_000, "Ⓣ grants Ⓒ Ⓛ. " * 50]
)
def test_hostile_and_foreign_text_is_coded_or_left_alone(text: str) -> None:
    document = Document(hashlib.sha256(text.encode()).hexdigest(), "text/plain", text)
    for kind in ("contract", "terms", "press"):
        Coder()(document, segment(document), Source("a.txt", kind=kind))


def test_a_language_that_is_not_searched_has_no_codings() -> None:
    text = "Der Vertrag regelt die Nutzung der Stimme. Die Künstlerin überträgt alle Rechte an ihrem Bild. " * 20
    _, found = rows(text, "vertrag.txt", Source("vertrag.txt", kind="contract"))
    assert not found["codings"]
    assert not found["profiles"][0]["human_likeness"]


def test_what_was_searched_for_a_silent_variable_can_be_shown() -> None:
    document = read(CONTRACT.encode(), "a.txt")
    search = cues.search(codebook.load(), "withdrawal")
    assert "irrevocable" in search.cues
    assert search.nearest(document, segment(document)) == []
    nearest = cues.search(codebook.load(), "replica_creation").nearest(document, segment(document))
    assert "digital replica" in nearest[0].cues
    assert nearest[0].evidence.holds(document)


@pytest.mark.parametrize("facts", [{"low_quality": "1"}, {"unread_pages": "2,3"}])
def test_a_bad_scan_is_never_silence(facts: dict[str, str]) -> None:
    def coded(text: str, facts: dict[str, str]) -> tuple[dict[str, str], Any]:
        document = replace(read(text.encode(), "a.txt"), metadata=facts)
        found = Coder()(document, segment(document), Source("a.txt"))
        return values(found), found["profiles"][0]["human_likeness"]

    whole, _ = coded(CONTRACT, {"ocr_confidence": "96"})
    scanned, likeness = coded(CONTRACT, facts)
    assert likeness is True
    assert {"not_stated", "not_applicable"} & set(whole.values())
    assert scanned == {name: said for name, said in whole.items() if said not in ("not_stated", "not_applicable")}
    assert coded(NEGATIVE, {})[1] is False
    assert coded(NEGATIVE, facts) == ({}, None)


def test_parties_have_their_side_and_id_and_facts_their_words() -> None:
    document = read(CONTRACT.encode(), "a.txt")
    rows = Coder()(document, segment(document), Source("a.txt"))
    parties = [{key: row[key] for key in ("name", "defined_as", "role", "side", "company")} for row in rows["parties"]]
    assert parties == [
        {
            "name": "Hollin Audio Ltd",
            "defined_as": "Company",
            "role": "company",
            "side": "company",
            "company": "hollin_audio",
        },
        {"name": "Petra Lund", "defined_as": "Artist", "role": "artist", "side": "talent", "company": "petra_lund"},
    ]
    facts = {row["fact"]: (row["value"], row["how"]) for row in rows["facts"]}
    assert facts["agreement_date"] == ("2024-03-03", "stated")
    assert all(
        row["quote"] == document.text[row["start"] : row["end"]] != "" for row in (*rows["parties"], *rows["facts"])
    )
    assert rows["profiles"][0]["agreement_date"] == "2024-03-03"


def test_whether_a_text_that_was_not_searched_concerns_a_likeness_is_not_known() -> None:
    german = "Die Künstlerin räumt der Gesellschaft das Recht ein, ihre Stimme in Filmen und Spielen zu verwenden. " * 5
    document = read(german.encode(), "a.txt")
    rows = Coder()(document, segment(document), Source("a.txt", kind="contract"))
    assert rows["profiles"][0]["human_likeness"] is None
    assert rows["codings"] == []


def test_models_are_loaded_before_workers_start_and_the_encoder_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(Encoder, "read", lambda *given: asked.append(given))
    monkeypatch.delitem(sys.modules, "facevalue.nlp.ready", raising=False)
    load_encoder.cache_clear()
    load_clauses.cache_clear()
    importlib.import_module("facevalue.nlp.ready")
    assert load_encoder.cache_info().currsize == load_clauses.cache_info().currsize == 1
    assert not asked
