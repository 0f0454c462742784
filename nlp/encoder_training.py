"""Training of the encoder on coded sentences, from the weights of all-MiniLM-L6-v2. Needs the extra "train" (JAX, Optax)."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..corpus.errors import SetupError
from .coded import Coded
from .encoder import HEADS, TASKS, Answer, Encoder, load_encoder, padded
from .linear import Floats
from .wordpiece import BEGIN, END, PAD, UNKNOWN, WordPieces

_FEWEST = 5  # coded sentences that an answer must have to be learnt
_USED = 5  # times that a piece must occur in the texts to stay in the vocabulary
_COMMON = 6000  # of the commonest words, which stay anyway
_BATCH, _ROUND_TO = 32, 16  # sentences in a step; lengths are rounded up, so that few shapes have to be compiled
_RATE, _ANSWER_RATE, _DECAY, _DROPPED, _WARM = 1e-4, 2e-3, 0.01, 0.1, 0.1
_SHARPNESS = 4.0  # scale of the answers' weights in training, so that they learn as fast as the layers below
_UNLIKELY = -3.0  # where the answers' biases begin
_SPECIAL = (PAD, UNKNOWN, BEGIN, END)

Weights = dict[str, Any]  # arrays of numpy or JAX


def train_encoder(coded: Sequence[Coded], texts: Iterable[str], base: Path, epochs: int = 3, seed: int = 0) -> Encoder:
    """An encoder that has learnt the answers of `coded`.

    base: a folder with `model.safetensors` and `vocab.txt` of all-MiniLM-L6-v2, of whose word pieces `texts` settle which
    are kept; or an encoder (.npz) to teach further, which keeps its vocabulary and its answers; those of tasks
    that are new to it are added. Raises SetupError where it is neither.
    """
    if base.suffix == ".npz":
        pieces, known, weights, layers = _learnt(base)
        tasks = {task for task, _, _ in known}
        kept = [answer for answer in known if answer[0] in TASKS]
        answers = (*kept, *(answer for answer in _answers(coded) if answer[0] not in tasks))
    else:
        pieces, weights, layers = _base(base, [*texts, *(text for one in coded for text in one.sentence)])
        known, answers = (), _answers(coded)
    _ask(weights, known, answers)
    column = {answer: n for n, answer in enumerate(answers)}
    task = np.array([answer[0] for answer in answers])
    wanted = np.zeros((len(coded), len(answers)), np.float32)
    counts = np.zeros_like(wanted)
    for row, one in enumerate(coded):
        wanted[row, [column[answer] for answer in one.answers if answer in column]] = 1
        counts[row] = np.isin(task, list(one.tasks))
    start = Encoder(pieces, answers, weights, layers)
    learnt = _fit(weights, layers, [start.mark(*one.sentence) for one in coded], wanted, counts, epochs, seed)
    learnt["answers.weight"] = learnt["answers.weight"] * _SHARPNESS
    return Encoder(pieces, answers, learnt, layers)


def _answers(coded: Sequence[Coded]) -> tuple[Answer, ...]:
    count = Counter(answer for one in coded for answer in one.answers)
    return tuple(sorted(answer for answer, number in count.items() if number >= _FEWEST))


def _ask(weights: Weights, known: Sequence[Answer], answers: Sequence[Answer]) -> None:
    """Columns for `answers`: those of `known` ones kept, new ones unlikely."""
    weight = np.zeros((weights["words"].shape[1], len(answers)), np.float32)
    bias = np.full(len(answers), _UNLIKELY, np.float32)
    for n, answer in enumerate(answers):
        if answer in known:
            weight[:, n] = weights["answers.weight"][:, known.index(answer)]
            bias[n] = weights["answers.bias"][known.index(answer)]
    weights["answers.weight"], weights["answers.bias"] = weight, bias


def _learnt(path: Path) -> tuple[WordPieces, tuple[Answer, ...], Weights, int]:
    """What an encoder knows already."""
    known = load_encoder(path)
    return (
        known.pieces,
        known.answers,
        {**known.weights, "answers.weight": known.weights["answers.weight"] / _SHARPNESS},
        known.layers,
    )


def _base(folder: Path, texts: Sequence[str]) -> tuple[WordPieces, Weights, int]:
    """Vocabulary and weights of MiniLM, with the word pieces that English texts of this kind use."""
    try:
        from safetensors.numpy import load_file  # pyright: ignore[reportMissingImports]

        stored: Mapping[str, Floats] = load_file(folder / "model.safetensors")
        whole = WordPieces((folder / "vocab.txt").read_text("utf8").splitlines())
    except ImportError as error:
        raise SetupError(f"training needs the extra: pip install 'facevalue[train]' ({error})") from error
    except OSError as error:
        raise SetupError(f"{folder}: no model.safetensors and vocab.txt of all-MiniLM-L6-v2 ({error})") from error
    used = Counter(number for text in texts for number in whole.read(text))
    first_word = whole.number["the"]
    kept = [
        n
        for n, piece in enumerate(whole.pieces)
        if piece in _SPECIAL
        or used[n] >= _USED
        or first_word <= n < first_word + _COMMON
        or (len(piece.removeprefix("##")) == 1 and piece.isascii())
    ]
    pieces = WordPieces([whole.pieces[n] for n in kept])
    kinds = stored["embeddings.token_type_embeddings.weight"][0]
    weights: Weights = {
        "words": stored["embeddings.word_embeddings.weight"][kept],
        "places": stored["embeddings.position_embeddings.weight"][:128] + kinds,
        "first.weight": stored["embeddings.LayerNorm.weight"],
        "first.bias": stored["embeddings.LayerNorm.bias"],
    }
    layers = 0
    while f"encoder.layer.{layers}.output.dense.weight" in stored:
        own = f"encoder.layer.{layers}."
        look = [f"{own}attention.self.{part}" for part in ("query", "key", "value")]
        weights[f"{layers}.look.weight"] = np.concatenate([stored[f"{part}.weight"] for part in look]).T
        weights[f"{layers}.look.bias"] = np.concatenate([stored[f"{part}.bias"] for part in look])
        for name, part in (("mix", "attention.output"), ("inner", "intermediate"), ("outer", "output")):
            weights[f"{layers}.{name}.weight"] = stored[f"{own}{part}.dense.weight"].T
            weights[f"{layers}.{name}.bias"] = stored[f"{own}{part}.dense.bias"]
        for name, part in (("a", "attention.output"), ("b", "output")):
            weights[f"{layers}.{name}.weight"] = stored[f"{own}{part}.LayerNorm.weight"]
            weights[f"{layers}.{name}.bias"] = stored[f"{own}{part}.LayerNorm.bias"]
        layers += 1
    return pieces, {name: np.ascontiguousarray(weight, np.float32) for name, weight in weights.items()}, layers


def _fit(
    weights: Weights,
    layers: int,
    marked: Sequence[tuple[list[int], int]],
    wanted: Floats,
    counts: Floats,
    epochs: int,
    seed: int,
) -> Weights:
    """Gradient descent (AdamW) on all weights; answers of tasks that a sentence was not coded for do not count."""
    import jax  # pyright: ignore[reportMissingImports]
    import jax.numpy as jnp  # pyright: ignore[reportMissingImports]
    import optax  # pyright: ignore[reportMissingImports]

    def dropped(x: Any, key: Any) -> Any:
        return jnp.where(jax.random.bernoulli(key, 1 - _DROPPED, x.shape), x / (1 - _DROPPED), 0)

    def normal(w: Weights, name: str, x: Any) -> Any:
        x = x - x.mean(-1, keepdims=True)
        return x / jnp.sqrt((x * x).mean(-1, keepdims=True) + 1e-12) * w[f"{name}.weight"] + w[f"{name}.bias"]

    def dense(w: Weights, name: str, x: Any) -> Any:
        return x @ w[f"{name}.weight"] + w[f"{name}.bias"]

    def loss(w: Weights, table: Any, there: Any, own: Any, yes: Any, count: Any, key: Any) -> Any:
        size, length = table.shape
        x = normal(w, "first", w["words"][table] + w["places"][:length])
        hidden = (1 - there)[:, None, None, :] * -1e9
        for n in range(layers):
            keys = jax.random.split(jax.random.fold_in(key, n), 3)
            parts = dense(w, f"{n}.look", x).reshape(size, length, 3, HEADS, -1)
            query, keyed, value = parts.transpose(2, 0, 3, 1, 4)
            seen = jax.nn.softmax(query @ keyed.transpose(0, 1, 3, 2) / math.sqrt(query.shape[-1]) + hidden, -1)
            mixed = (dropped(seen, keys[0]) @ value).transpose(0, 2, 1, 3).reshape(size, length, -1)
            x = normal(w, f"{n}.a", x + dropped(dense(w, f"{n}.mix", mixed), keys[1]))
            inner = jax.nn.gelu(dense(w, f"{n}.inner", x))
            x = normal(w, f"{n}.b", x + dropped(dense(w, f"{n}.outer", inner), keys[2]))
        whole = dropped((x * own[..., None]).sum(1) / own.sum(1, keepdims=True), jax.random.fold_in(key, layers))
        logits = whole @ w["answers.weight"] * _SHARPNESS + w["answers.bias"]
        return (optax.sigmoid_binary_cross_entropy(logits, yes) * count).sum() / size

    steps = max(2, epochs * -(-len(marked) // _BATCH))  # the schedule needs one to warm up and one to cool down

    def rate(peak: float) -> Any:
        return optax.warmup_cosine_decay_schedule(0, peak, max(1, round(steps * _WARM)), steps, peak * 0.02)

    descent = optax.multi_transform(
        {
            "body": optax.adamw(rate(_RATE), weight_decay=_DECAY),
            "answers": optax.adamw(rate(_ANSWER_RATE), weight_decay=0),
        },
        {name: "answers" if name.startswith("answers") else "body" for name in weights},
    )

    def step(w: Weights, state: Any, batch: Any, key: Any) -> Any:
        lost, slope = jax.value_and_grad(loss)(w, *batch, key)
        change, state = descent.update(slope, state, w)
        return optax.apply_updates(w, change), state, lost

    stepped: Any = jax.jit(step)
    learnt = {name: jnp.array(weight) for name, weight in weights.items()}
    state, key, done = descent.init(learnt), jax.random.PRNGKey(seed), 0
    draw = np.random.default_rng(seed)
    lengths = np.array([len(numbers) for numbers, _ in marked])
    for _ in range(epochs):
        order = np.argsort(lengths + draw.uniform(0, 8, len(marked)), kind="stable")
        batches = [order[at : at + _BATCH] for at in range(0, len(order), _BATCH)]
        draw.shuffle(batches)
        for rows in batches:
            done += 1
            batch = _batch([marked[n] for n in rows], wanted[rows], counts[rows])
            learnt, state, _ = stepped(learnt, state, batch, jax.random.fold_in(key, done))
    return {name: np.asarray(weight) for name, weight in learnt.items()}


def _batch(
    marked: Sequence[tuple[list[int], int]], wanted: Floats, counts: Floats
) -> tuple[npt.NDArray[np.int32], Floats, Floats, Floats, Floats]:
    """Sentences as tables of full size: rows and columns that are not there count nothing."""
    table, there, own = padded(marked)
    rows, length = _BATCH - len(table), -len(table[0]) % _ROUND_TO
    square, below = ((0, rows), (0, length)), ((0, rows), (0, 0))
    there, own = np.pad(there, square), np.pad(own, square)
    there[len(marked) :, 0] = own[len(marked) :, 0] = 1
    return np.pad(table, square), there, own, np.pad(wanted, below), np.pad(counts, below)
