"""Sums of rows of a table are those of scipy's own product, and do without the rest of scipy."""

import subprocess
import sys

import numpy as np
import pytest
import scipy.sparse as sp
from facevalue.nlp import sparse


def sums_of_scipy(ends: np.ndarray, rows: np.ndarray, weights: np.ndarray, table: np.ndarray) -> np.ndarray:
    return sp.csr_matrix((weights, rows, ends), shape=(len(ends) - 1, len(table))) @ table


@pytest.mark.parametrize("found", ["extension", "package"])
def test_sums_are_those_of_scipy_to_the_bit(found: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if found == "package":
        monkeypatch.setattr(sparse, "find_spec", lambda name: None)
    sparse._product.cache_clear()
    random = np.random.default_rng(7)
    ends = np.array([0, 0, 9, 10, 40, 40])
    rows = random.integers(0, 12, 40).astype(np.int32)
    weights, table = random.random(40, np.float32), random.random((12, 5), np.float32)
    assert np.array_equal(sparse.row_sums(ends, rows, weights, table), sums_of_scipy(ends, rows, weights, table))
    sparse._product.cache_clear()


def test_workers_are_made_ready_without_scipy() -> None:
    code = "import sys, facevalue.nlp.ready; sys.exit('scipy.sparse' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
