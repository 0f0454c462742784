"""The commands that learn from labels: `facevalue train` and `facevalue train-encoder`."""

from pathlib import Path
from typing import Annotated

import typer

from . import steps


def train(
    labels: Annotated[
        Path,
        typer.Argument(
            metavar="LABELS", help="JSON lines in the layout of CUAD, one for each contract.", show_default=False
        ),
    ],
    texts: Annotated[Path, typer.Argument(metavar="TEXTS", help="Folder with ID.txt for each.", show_default=False)],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="MODEL", help="File to write, ending in .npz.", show_default=False)
    ],
    written: Annotated[
        Path | None,
        typer.Option(
            metavar="CLAUSES", help="JSON lines of further clauses to learn from: text and types.", show_default=False
        ),
    ] = None,
) -> None:
    """Learn the clause types from contracts that lawyers labelled, and measure how well on companies not learnt from.

    Writes the model and, beside it, a model card with the numbers. Takes some minutes for a few hundred contracts.
    """
    trained = steps.train(labels, texts, out, written)
    typer.echo(f"Model: {trained.model}\nModel card: {trained.card}\n{trained.line}")


def train_encoder(
    coded: Annotated[
        list[str],
        typer.Argument(
            metavar="CODED[=TEXTS]",
            help="Coded articles, clauses or documents, JSON lines; behind = the folder of their texts, where those "
            "are not in the file.",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="MODEL", help="File to write, ending in .npz.", show_default=False)
    ],
    base: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE|FOLDER",
            help="An encoder (.npz) to teach further, or a folder with model.safetensors and vocab.txt of all-MiniLM-L6-v2 "
            "to begin from. Default: the encoder that ships with Facevalue, taught further.",
            show_default=False,
        ),
    ] = None,
    texts: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FOLDER", help="From a folder: further texts whose words the vocabulary keeps.", show_default=False
        ),
    ] = None,
    rounds: Annotated[int, typer.Option(metavar="N", min=1, help="How often the sentences are gone through.")] = 3,
    average: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Another encoder taught from the same base: the weights of both are averaged.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Learn from hand-coded sentences what contracts agree and what articles claim. Needs the extra "train".

    Test halves in the files are left out. An encoder taught further keeps its answers; give it files that it knows too, or it
    forgets. From the beginning it takes some forty minutes on two cores for the sentences that Facevalue ships with.
    """
    pairs = [(path, folder or None) for path, _, folder in (name.partition("=") for name in coded)]
    learnt = steps.train_encoder(pairs, base, out, texts or (), rounds, average)
    typer.echo(f"Model: {out}\n{len(learnt.answers)} answers, {len(learnt.pieces.pieces)} word pieces.")
