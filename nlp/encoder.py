"""A small transformer that reads sentences and says how likely each answer is: what is agreed, who says so, how firmly.

Where rules know wordings, it knows words that are used alike. MiniLM (Wang et al. 2020), trained further on sentences
coded for this project (`facevalue train-encoder`); run in numpy, so that nothing has to be installed or downloaded for it.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..corpus.errors import SetupError
from .linear import NO_ARRAYS, Floats, write_arrays
from .shipped import packaged
from .wordpiece import BEGIN, END, WordPieces

HEADS = 12  # of attention, as MiniLM has them
BEFORE, OWN = 32, 92  # pieces that are read of the sentence before, and of the sentence itself
_TOGETHER = 8  # sentences in one product: what is between two products still lies in the cache (32 take a sixth longer)
_FAR = -1e9  # added where nothing may be looked at
_EPSILON = 1e-12

Sentence = tuple[str, str]  # the sentence before it (or its heading), and the sentence
Answer = tuple[str, str, str]  # task, variable or "", value
# What it can be asked of a sentence: what is claimed, who says so, how firmly and of whom at large; what is agreed; what a name names.
TASKS = frozenset(["press", "attribution", "certainty", "at_large", "contract", "name"])


@dataclass(frozen=True)
class Encoder:
    """Weights and vocabulary. answers: what the columns of `read` are."""

    pieces: WordPieces
    answers: tuple[Answer, ...]
    weights: Mapping[str, Floats]
    layers: int

    def read(self, sentences: Sequence[Sentence]) -> Floats:
        """Probabilities of all answers for each sentence (sentences x answers)."""
        found = np.zeros((len(sentences), len(self.answers)), np.float32)
        marked = [self.mark(*sentence) for sentence in sentences]
        # Sentences of like length go together: little is computed for padding.
        order = sorted(range(len(marked)), key=lambda n: len(marked[n][0]))
        for first in range(0, len(order), _TOGETHER):
            rows = order[first : first + _TOGETHER]
            numbers, there, own = padded([marked[n] for n in rows])
            logits = _dense(self.weights, "answers", self._pooled(numbers, there, own))
            found[rows] = 1 / (1 + np.exp(-logits))
        return found

    def mark(self, before: str, sentence: str) -> tuple[list[int], int]:
        """The pieces of a sentence behind those of what is before it, and where its own begin."""
        number = self.pieces.number
        lead = [number[BEGIN], *self.pieces.read(before)[-BEFORE:], number[END]]
        return [*lead, *self.pieces.read(sentence)[:OWN], number[END]], len(lead)

    def _pooled(self, numbers: npt.NDArray[np.int32], there: Floats, own: Floats) -> Floats:
        """The mean of the last layer over the pieces of the sentence itself (sentences x width)."""
        w = self.weights
        count, length = numbers.shape
        x: Floats = w["words"][numbers] + w["places"][None, :length]
        x = _normal(w, "first", x.reshape(count * length, -1))
        hidden = ((1 - there) * _FAR)[:, None, None, :].astype(np.float32)
        for n in range(self.layers):
            parts = _dense(w, f"{n}.look", x).reshape(count, length, 3, HEADS, -1)
            query, key, value = parts.transpose(2, 0, 3, 1, 4)
            seen: Floats = query @ key.transpose(0, 1, 3, 2) / np.float32(math.sqrt(query.shape[-1])) + hidden
            seen -= seen.max(axis=-1, keepdims=True)
            np.exp(seen, out=seen)
            seen /= seen.sum(axis=-1, keepdims=True)
            mixed: Floats = (seen @ value).transpose(0, 2, 1, 3).reshape(count * length, -1)
            x = _normal(w, f"{n}.a", x + _dense(w, f"{n}.mix", mixed))
            inner = _bent(_dense(w, f"{n}.inner", x))
            x = _normal(w, f"{n}.b", x + _dense(w, f"{n}.outer", inner))
        whole = x.reshape(count, length, -1)
        return (whole * own[..., None]).sum(axis=1) / own.sum(axis=1, keepdims=True)

    def averaged(self, other: "Encoder") -> "Encoder":
        """One encoder with the mean weights of two that were taught from the same base (Wortsman et al. 2022, "Model soups").

        It has the answers of this one; those that the other does not know stay as they are. Raises SetupError where word pieces or layers differ.
        """
        if self.pieces.pieces != other.pieces.pieces or self.weights.keys() != other.weights.keys():
            raise SetupError("only encoders with the same word pieces and layers can be averaged")
        theirs = dict(other.weights)
        for name in ("answers.weight", "answers.bias"):
            theirs[name] = self.weights[name].copy()
            for n, answer in enumerate(self.answers):
                if answer in other.answers:
                    theirs[name][..., n] = other.weights[name][..., other.answers.index(answer)]
        return replace(self, weights={name: (own + theirs[name]) / 2 for name, own in self.weights.items()})

    def save(self, path: Path) -> None:
        """Written as plain arrays: matrices in eight bits with a scale for each row, all else in sixteen."""
        meta = {"pieces": self.pieces.pieces, "answers": self.answers, "layers": self.layers}
        arrays: dict[str, np.ndarray] = {"meta": np.frombuffer(json.dumps(meta).encode(), np.uint8)}
        for name, weight in self.weights.items():
            if weight.ndim == 2 and name != "answers.weight":
                scale = np.maximum(np.abs(weight).max(axis=1, keepdims=True), 1e-9) / 127
                arrays[name] = np.rint(weight / scale).astype(np.int8)
                arrays[f"{name}.scale"] = scale.astype(np.float16)
            else:
                arrays[name] = weight.astype(np.float16)
        write_arrays(path, arrays)

    @classmethod
    def load(cls, path: Path) -> "Encoder":
        """Read back from `save`; never runs code that the file brings."""
        with np.load(path, allow_pickle=False) as arrays:
            meta = json.loads(bytes(arrays["meta"]))
            weights: dict[str, Floats] = {
                name: arrays[name].astype(np.float32)
                for name in arrays.files
                if name != "meta" and not name.endswith(".scale")
            }
            for name in arrays.files:
                if name.endswith(".scale"):
                    weights[name.removesuffix(".scale")] *= arrays[name].astype(np.float32)
        return cls(WordPieces(meta["pieces"]), tuple(map(tuple, meta["answers"])), weights, meta["layers"])


def padded(marked: Sequence[tuple[list[int], int]]) -> tuple[npt.NDArray[np.int32], Floats, Floats]:
    """Piece numbers of sentences in one table, where there are pieces, and where the sentence's own are."""
    length = max(len(numbers) for numbers, _ in marked)
    table = np.zeros((len(marked), length), np.int32)
    there: Floats = np.zeros((len(marked), length), np.float32)
    own: Floats = np.zeros((len(marked), length), np.float32)
    for row, (numbers, begin) in enumerate(marked):
        table[row, : len(numbers)] = numbers
        there[row, : len(numbers)] = 1
        own[row, begin : len(numbers)] = 1
    return table, there, own


def _dense(weights: Mapping[str, Floats], name: str, x: Floats) -> Floats:
    product: Floats = x @ weights[f"{name}.weight"]
    product += weights[f"{name}.bias"]
    return product


def _normal(weights: Mapping[str, Floats], name: str, x: Floats) -> Floats:
    x = x - x.mean(axis=-1, keepdims=True)
    x /= np.sqrt((x * x).mean(axis=-1, keepdims=True) + np.float32(_EPSILON))
    x *= weights[f"{name}.weight"]
    x += weights[f"{name}.bias"]
    return x


def _bent(x: Floats) -> Floats:
    """The Gaussian error linear unit, by its tangent (Hendrycks and Gimpel 2016), in the place of x: new arrays would cost more than it."""
    bent = 0.044715 * x
    bent *= x
    bent *= x
    bent += x
    bent *= 0.7978845608
    np.tanh(bent, out=bent)
    bent += 1
    x *= 0.5
    x *= bent
    return x


@lru_cache(maxsize=2)
def load_encoder(path: Path | None = None) -> Encoder:
    """The encoder of a file, by default the one that ships with Facevalue; read once a process, when it is first asked.

    Raises SetupError where the file is none that `facevalue train-encoder` wrote.
    """
    try:
        return Encoder.load(path or packaged("encoder.npz"))
    except NO_ARRAYS as error:
        raise SetupError(f"{path}: no encoder that `facevalue train-encoder` wrote ({error})") from error
