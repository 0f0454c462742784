"""Sums of rows of a table: scipy's compiled product of a sparse and a dense matrix, and nothing else of scipy.

To import `scipy.sparse` takes 0.14 s, a tenth of all that a run does before its first document; the product itself lies in one extension.
numpy alone takes half as much time again, and its sums of pairs round otherwise.
"""

import importlib
from functools import cache
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, FileFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..corpus.characters import Ints

Floats = npt.NDArray[np.float32]


def row_sums(ends: Ints, rows: npt.NDArray[np.int32], weights: Floats, table: Floats) -> Floats:
    """Weighted sums of rows of a table, one for each stretch of `rows`; ends: 0, then where each stretch ends."""
    size, width = table.shape
    sums: Floats = np.zeros((len(ends) - 1, width), np.float32)
    _product()(len(ends) - 1, size, width, ends.astype(np.int32), rows, weights, table.ravel(), sums.ravel())
    return sums


@cache
def _product() -> Any:
    """`csr_matvecs` of scipy's sparse tools, from the extension itself where it loads without its package."""
    scipy = find_spec("scipy")
    for place in (scipy and scipy.submodule_search_locations) or ():
        finder = FileFinder(str(Path(place) / "sparse"), (ExtensionFileLoader, EXTENSION_SUFFIXES))
        spec = finder.find_spec("_sparsetools")
        if spec and spec.loader:
            try:
                module = module_from_spec(spec)
                spec.loader.exec_module(module)
            except ImportError:  # it needs libraries that the package finds
                break
            return vars(module)["csr_matvecs"]
    return vars(importlib.import_module("scipy.sparse._sparsetools"))["csr_matvecs"]
