"""The encoder: word pieces, numbers that do not depend on company, files without code, training that learns."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from facevalue.corpus.errors import SetupError
from facevalue.corpus.model import Document
from facevalue.corpus.segment import segment
from facevalue.nlp.clauses import load_clauses
from facevalue.nlp.coded import Coded, read_coded
from facevalue.nlp.encoder import HEADS, Encoder, load_encoder
from facevalue.nlp.encoder_reader import EncoderReader
from facevalue.nlp.mask import spoken
from facevalue.nlp.opinions import Opinion, Opinions
from facevalue.nlp.roles import read_roles
from facevalue.nlp.wordpiece import BEGIN, END, PAD, UNKNOWN, WordPieces
from facevalue.reports import steps
from facevalue.reports.cli import app
from typer.testing import CliRunner

LETTERS = [chr(n) for n in range(ord("a"), ord("z") + 1)]
WORDS = ["the", "voice", "is", "paid", "never", "each", "use", "sold", "un", "##paid", "##s", ".", ","]
PIECES = (PAD, UNKNOWN, BEGIN, END, *WORDS, *LETTERS, *(f"##{x}" for x in LETTERS))
WIDTH = 2 * HEADS


def numbers(text: str) -> list[str]:
    pieces = WordPieces(PIECES)
    return [PIECES[n] for n in pieces.read(text)]


def test_words_are_cut_into_the_longest_pieces() -> None:
    assert numbers("The voices, unpaid.") == ["the", "voice", "##s", ",", "un", "##paid", "."]


def test_accents_and_case_do_not_matter_and_strange_signs_are_unknown() -> None:
    assert numbers("VÖICE") == numbers("voice")
    assert numbers("声 7") == [UNKNOWN, UNKNOWN]


def test_a_word_without_end_costs_little_and_loses_nothing_else() -> None:
    assert numbers("x" * 5000 + " paid")[-1] == "paid"
    assert numbers("") == []


def stored_base(folder: Path, layers: int = 1, seed: int = 0) -> Path:
    """A folder like that of all-MiniLM-L6-v2, small and untrained."""
    safetensors = pytest.importorskip("safetensors.numpy")
    draw = np.random.default_rng(seed)

    def some(*shape: int) -> np.ndarray:
        return draw.normal(0, 0.2, shape).astype(np.float32)

    weights = {
        "embeddings.word_embeddings.weight": some(len(PIECES), WIDTH),
        "embeddings.position_embeddings.weight": some(128, WIDTH),
        "embeddings.token_type_embeddings.weight": some(2, WIDTH),
    }
    norms = ["embeddings.LayerNorm"]
    for n in range(layers):
        own = f"encoder.layer.{n}."
        shapes = {
            "attention.self.query": (WIDTH, WIDTH), "attention.self.key": (WIDTH, WIDTH),
            "attention.self.value": (WIDTH, WIDTH), "attention.output.dense": (WIDTH, WIDTH),
            "intermediate.dense": (4 * WIDTH, WIDTH), "output.dense": (WIDTH, 4 * WIDTH),
        }  # fmt: skip
        for name, shape in shapes.items():
            weights |= {f"{own}{name}.weight": some(*shape), f"{own}{name}.bias": some(shape[0])}
        norms += [f"{own}attention.output.LayerNorm", f"{own}output.LayerNorm"]
    for name in norms:
        weights |= {f"{name}.weight": np.ones(WIDTH, np.float32), f"{name}.bias": np.zeros(WIDTH, np.float32)}
    safetensors.save_file(weights, folder / "model.safetensors")
    (folder / "vocab.txt").write_text("\n".join(PIECES), "utf8")
    return folder


def made(sentence: str, *answers: str) -> Coded:
    found = frozenset(("press", *answer.split("=")) for answer in answers)
    return Coded(("", sentence), found, frozenset({"press"}))  # pyright: ignore[reportArgumentType]


LESSONS = [
    made("the voice is paid each use", "reuse_payment=each_use"),
    made("each use is paid", "reuse_payment=each_use"),
    made("the voice is sold, never paid", "grant_type=assignment"),
    made("the voice is sold", "grant_type=assignment"),
    made("never unpaid"),
    made("the use is the use"),
] * 16


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    pytest.importorskip("optax")
    from facevalue.nlp.encoder_training import train_encoder

    return train_encoder(LESSONS, [], stored_base(tmp_path_factory.mktemp("base")), epochs=60)


def test_training_learns_what_was_coded(learnt: Encoder) -> None:
    found = learnt.read([("", "each use is paid"), ("", "the voice is sold"), ("", "never unpaid")])
    columns = {variable: n for n, (_, variable, _) in enumerate(learnt.answers)}
    assert found[0, columns["reuse_payment"]] > 0.6 > 0.4 > found[0, columns["grant_type"]]
    assert found[1, columns["grant_type"]] > 0.6 > 0.4 > found[1, columns["reuse_payment"]]
    assert found[2].max() < 0.4


def test_a_sentence_reads_the_same_alone_and_among_others(learnt: Encoder) -> None:
    sentences = [
        ("", "sold"),
        ("the voice is sold.", "each use is paid, never the voice"),
        ("", ""),
        ("is", "use " * 300),
    ]
    together = learnt.read(sentences)
    for n, sentence in enumerate(sentences):
        assert np.allclose(together[n], learnt.read([sentence])[0], atol=1e-5)


def test_a_file_holds_the_encoder_to_the_eighth_bit(learnt: Encoder, tmp_path: Path) -> None:
    path = tmp_path / "encoder.npz"
    learnt.save(path)
    again = Encoder.load(path)
    sentences = [("", "the voice is sold"), ("", "each use is paid")]
    assert again.answers == learnt.answers
    assert np.allclose(again.read(sentences), learnt.read(sentences), atol=0.03)
    first = path.read_bytes()
    learnt.save(path)
    assert path.read_bytes() == first


def test_a_clause_is_learnt_behind_the_sentence_before_it(tmp_path: Path) -> None:
    path = tmp_path / "clauses.jsonl"
    row = {
        "text": "<C>We</C> erase them.",
        "before": "<T>You</T> are scanned.",
        "codes": [["retention_deletion", "deleted_at_end"]],
    }
    path.write_text(json.dumps(row) + "\n" + json.dumps({**row, "before": ""}) + "\n", "utf8")
    behind, alone = read_coded(path)
    assert behind.sentence == ("the talent are scanned.", "the company erase them.")
    assert alone.sentence == ("", "the company erase them.")
    assert behind.answers == alone.answers == {("contract", "retention_deletion", "deleted_at_end")}


def test_two_encoders_are_averaged_and_strangers_are_not(learnt: Encoder) -> None:
    other = replace(learnt, weights={name: weight + 1 for name, weight in learnt.weights.items()})
    mean = learnt.averaged(other)
    assert mean.answers == learnt.answers
    assert all(np.allclose(mean.weights[name], weight + 0.5, atol=1e-5) for name, weight in learnt.weights.items())
    fewer = replace(
        other,
        answers=learnt.answers[1:],
        weights={n: w[..., 1:] if n.startswith("answers") else w for n, w in other.weights.items()},
    )
    shared = learnt.averaged(fewer)
    assert shared.answers == learnt.answers
    assert shared.weights["answers.bias"][0] == learnt.weights["answers.bias"][0]
    assert np.allclose(shared.weights["answers.bias"][1:], mean.weights["answers.bias"][1:])
    with pytest.raises(SetupError, match="averaged"):
        learnt.averaged(load_encoder())


def test_no_sentences_are_no_answers(learnt: Encoder) -> None:
    assert learnt.read([]).shape == (0, len(learnt.answers))


def test_an_encoder_taught_further_keeps_its_answers_and_learns_new_wordings(learnt: Encoder, tmp_path: Path) -> None:
    from facevalue.nlp.encoder_training import train_encoder

    path = tmp_path / "encoder.npz"
    learnt.save(path)
    new = ("", "unpaid, unpaid, unpaid")
    column = [variable for _, variable, _ in learnt.answers].index("grant_type")
    assert learnt.read([new])[0, column] < 0.5
    more = train_encoder([*LESSONS, *[made(new[1], "grant_type=assignment", "never=learnt")] * 16], [], path, epochs=30)
    assert more.answers == learnt.answers
    assert more.read([new])[0, column] > 0.6
    assert more.read([("", "each use is paid")])[0, column] < 0.4


def test_an_encoder_taught_further_learns_a_task_that_is_new_to_it_and_drops_one_that_is_asked_no_more(
    learnt: Encoder, tmp_path: Path
) -> None:
    from facevalue.nlp.encoder_training import train_encoder

    path = tmp_path / "encoder.npz"
    retired = ("asked no more", "", "yes")
    weights = {
        n: np.concatenate([w[..., :1], w], -1) if n.startswith("answers") else w for n, w in learnt.weights.items()
    }
    replace(learnt, answers=(retired, *learnt.answers), weights=weights).save(path)
    company = ("name", "", "company")
    named = Coded(("use", "the voice is sold"), frozenset({company}), frozenset({"name"}))
    more = train_encoder([*LESSONS, *[named] * 16], [], path, epochs=1)
    assert more.answers == (*learnt.answers, company)
    kept = [("", "each use is paid"), ("", "the voice is sold")]
    assert np.allclose(more.read(kept)[:, :-1], learnt.read(kept), atol=0.2)


def test_training_without_the_base_says_what_is_missing(tmp_path: Path) -> None:
    pytest.importorskip("safetensors")
    from facevalue.nlp.encoder_training import train_encoder

    with pytest.raises(SetupError, match="all-MiniLM-L6-v2"):
        train_encoder(LESSONS, [], tmp_path)
    with pytest.raises(SetupError, match="no encoder"):
        train_encoder(LESSONS, [], tmp_path / "missing.npz")


def test_the_command_trains_on_coded_files_and_says_what_it_cannot_use(tmp_path: Path) -> None:
    base = stored_base(tmp_path)
    coded, out = tmp_path / "coded.jsonl", tmp_path / "model.npz"
    lines = [{"text": "The voice is paid.", "codes": [["reuse_payment", "each_use"]]}] * 5
    coded.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf8")
    result = CliRunner().invoke(
        app, ["train-encoder", str(coded), "--base", str(base), "--out", str(out), "--rounds", "1"]
    )
    assert result.exit_code == 0, result.output
    assert "1 answers" in result.output
    assert Encoder.load(out).answers == (("contract", "reuse_payment", "each_use"),)
    load_encoder().save(tmp_path / "strange.npz")
    kept = tmp_path / "kept.npz"
    with pytest.raises(SetupError, match="averaged"):
        steps.train_encoder([(coded, None)], base, kept, average=tmp_path / "strange.npz")
    assert Encoder.load(kept).answers == Encoder.load(out).answers
    with pytest.raises(SetupError, match=r"ending \.npz"):
        steps.train_encoder([(coded, None)], base, tmp_path / "model.bin")
    coded.write_text(json.dumps({**lines[0], "half": "test"}) + "\n", "utf8")
    with pytest.raises(SetupError, match="test halves only"):
        steps.train_encoder([(coded, None)], base, out)


def test_a_run_asks_models_of_ones_own(learnt: Encoder, tmp_path: Path) -> None:
    mine, renamed = tmp_path / "mine.npz", tmp_path / "clauses.npz"
    learnt.save(mine)
    model = load_clauses()
    replace(model, values=tuple(f"my_{value}" for value in model.values)).save(renamed)
    folder = tmp_path / "in"
    folder.mkdir()
    release = "RELEASE\n\nBetween Hollin Ltd (the Company) and Ada Example (the Model).\n\nThe Model lets the Company use her photographs.\n\nThis release is governed by the laws of England."
    (folder / "release.txt").write_text(release, "utf8")
    news = (
        "LONDON, 3 March 2025 - Olma agreed on digital twins of ten models, the retailer said on Monday. "
        "The use is the use. The voice is sold, never paid."
    )
    (folder / "news.txt").write_text(news, "utf8")
    own = steps.Options(engine="serial", clauses=renamed, encoder=mine)
    for options, ones_own in ((steps.Options(engine="serial"), False), (own, True)):
        result = steps.run([folder], tmp_path / f"work-{ones_own}", options=options)
        assert result.work is not None
        assert (result.work.documents, result.work.failures, result.work.tag_failures) == (2, 0, 0)
        types = steps.query(result.workspace, "select value from tags where variable = 'clause_type'")["value"]
        assert len(types) > 0
        assert types.str.startswith("my_").all() == ones_own
        assert ("grant_type" in set(result.claims["variable"])) == ones_own  # as it was taught


@pytest.mark.parametrize("name", ["clauses", "encoder"])
def test_a_file_that_is_no_model_stops_a_run_before_it_begins(tmp_path: Path, name: str) -> None:
    text, broken = tmp_path / "a.txt", tmp_path / "model.npz"
    text.write_text("A letter.", "utf8")
    broken.write_bytes(b"PK\x03\x04 nothing")
    for file in (broken, tmp_path / "missing.npz"):
        with pytest.raises(SetupError, match=f"{file.name}: no (encoder|model) that"):
            steps.run([text], tmp_path / "work", options=steps.Options(engine="serial", **{name: file}))
    assert not (tmp_path / "work").exists()


def test_coded_sentences_are_read_from_articles_clauses_and_documents(tmp_path: Path) -> None:
    quote = "I give the Studio my voice for ever."
    text = f"VOICE RELEASE\n\n1. Grant. {quote} Nothing else is agreed.\n"
    article = {
        "id": "a", "text": "Olma cloned a singer. It pays her each time, she says.",
        "claims": [{
            "subject": "Olma", "variable": "reuse_payment", "values": ["each_use"], "quote": "It pays her each time, she says.",
            "claim_attribution": "talent", "claim_certainty": "asserted",
        }],
    }  # fmt: skip
    clause = {"text": "<C>We</C> pay <T>you</T> nothing.", "codes": [["compensation_components", "no_payment"]]}
    at = text.index(quote)
    whole = {
        "id": "n", "kind": "contract", "text": text,
        "codes": {
            "licence_term": {"values": ["perpetual"], "spans": [[at, at + len(quote)]]},
            "withdrawal": {"values": ["not_stated"], "spans": []},
        },
    }  # fmt: skip
    path = tmp_path / "coded.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in (article, clause, whole)), "utf8")
    found = list(read_coded(path))
    assert found[0] == Coded(("", "Olma cloned a singer."), frozenset(), frozenset({"press"}))
    assert found[1].sentence == ("Olma cloned a singer.", "It pays her each time, she says.")
    assert found[1].answers == {
        ("press", "reuse_payment", "each_use"), ("attribution", "", "talent"), ("certainty", "", "asserted"),
    }  # fmt: skip
    assert found[1].tasks == {"press", "attribution", "certainty", "at_large"}
    assert found[2].sentence == ("", "the company pay the talent nothing.")
    coded = [one for one in found[3:] if one.answers]
    assert [one.answers for one in coded] == [{("contract", "licence_term", "perpetual")}]
    assert "for ever" in coded[0].sentence[1]


@pytest.mark.parametrize("line", ["{", '{"id": "x"}', '{"text": "a", "codes": 3}', '{"id": "none", "codes": {}}'])
def test_a_faulty_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "coded.jsonl"
    path.write_text('{"text": "A clause.", "codes": []}\n' + line, "utf8")
    with pytest.raises(SetupError, match="line 2"):
        list(read_coded(path))


def test_signs_are_spoken() -> None:
    assert spoken("Ⓣ grants Ⓒ the Ⓛ") == "the talent grants the company the the likeness"


def test_an_opinion_fills_what_is_not_told_and_overrules_only_where_it_is_sure() -> None:
    sure = Opinion(who=("talent", 0.9), firm=("planned", 0.9))
    likely = Opinion(who=("talent", 0.7), firm=("planned", 0.7))
    unsure = Opinion(who=("talent", 0.2), firm=("planned", 0.2))
    assert [o.speaker("company") for o in (sure, likely, unsure)] == ["talent", "company", "company"]
    assert [o.speaker("journalist") for o in (sure, likely, unsure)] == ["talent", "talent", "journalist"]
    assert [o.firmness("hedged") for o in (sure, likely, unsure)] == ["planned", "hedged", "hedged"]
    assert [o.firmness("asserted") for o in (sure, likely, unsure)] == ["planned", "planned", "asserted"]
    assert sure.firmness("disputed") == "disputed"
    assert Opinions(None).of(["A sentence."]) == [Opinion()]


def test_the_shipped_encoder_reads_clauses_and_claims() -> None:
    text = (
        'VOICE LICENCE\n\nbetween Marla Quint (the "Artist") and Tonhalle GmbH (the "Company").\n\n'
        "1. The Artist may at any time, for whatever reason, tell the Company to stop using her voice clone, and it must stop that day.\n"
    )
    document = Document("v", "text/plain", text, language="en")
    opinion = EncoderReader(load_encoder(), read_roles(text, "contract")).opinion(document, segment(document))
    value, heard = max(((x, h) for (v, x), h in opinion.items() if v == "withdrawal"), key=lambda said: said[1].likely)
    assert value == "any_time"
    assert heard.evidence.holds(document)
    assert "at any time" in heard.evidence.quote
    assert heard.likely >= heard.again
    opinions = Opinions(load_encoder())
    pays = "For every advert that shows her double the retailer Olma pays the actress Ada Marsh 90 euros."
    assert ("reuse_payment", "each_use") in {claim[:2] for claim in opinions.of([pays])[0].says}


def test_names_are_asked_about_where_they_stand(tmp_path: Path) -> None:
    row = {"text": "Olma cloned a singer. Olma's rival is Olmar.", "names": {"Olma": "company", "Norrby": "place"}}
    path = tmp_path / "coded.jsonl"
    path.write_text(json.dumps(row), "utf8")
    named, again = read_coded(path)
    company = (frozenset({("name", "", "company")}), frozenset({"name"}))
    assert named == Coded(("Olma", "this name cloned a singer."), *company)
    assert again == Coded(("Olma", "this name's rival is Olmar."), *company)


def test_words_that_only_withhold_a_likeness_show_none() -> None:
    withheld = "SUPPLY AGREEMENT\n\nThe Supplier delivers replica jerseys. Nothing in this agreement licenses the name, signature or picture of a player.\n"
    given = "AGREEMENT\n\nThe Studio may build a digital double of the Performer from the scans and let it speak lines of its own.\n"
    for text, shown in ((withheld, False), (given, True)):
        document = Document("d" * 64, "text/plain", text)
        reader = EncoderReader(load_encoder(), read_roles(text, "contract"))
        assert reader.concerns_likeness(document, segment(document)) is shown
