"""Vocabulary files that people edit (codebook, rules, companies, standards): loaded, validated, faults named by line."""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from ..corpus.errors import CodebookError


class Entry(BaseModel):
    """A mapping in a vocabulary file. Unknown keys are faults: they are usually typing errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


EntryT = TypeVar("EntryT", bound=Entry)


def load(path: Path, model: type[EntryT]) -> EntryT:
    """The file's content as `model`.

    Raises CodebookError naming file, line and fault when the file is missing, is no YAML or does not fit the model.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path.name}: cannot be read ({error})") from error
    try:
        content = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise CodebookError(f"{path.name}{where}: not valid YAML: {getattr(error, 'problem', error)}") from error
    try:
        return model.model_validate(content)
    except ValidationError as error:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)  # only now: it costs as much as all the rest
        faults = [f"{path.name}, line {_line(node, e['loc'])}: {_place(e['loc'])}{e['msg']}" for e in error.errors()]
        more = [f"... and {len(faults) - 10} more"] if len(faults) > 10 else []
        raise CodebookError("\n".join(faults[:10] + more)) from error


def _place(location: tuple[int | str, ...]) -> str:
    return "".join(f"{part}: " if isinstance(part, str) else f"[{part}] " for part in location)


def _line(node: Any, location: tuple[int | str, ...]) -> int:
    """The line, from 1, of the deepest node on the way to `location`."""
    line = node.start_mark.line if node else 0
    for part in location:
        children: Any = None
        if isinstance(node, yaml.MappingNode):
            children = next((v for k, v in node.value if k.value == str(part)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            children = node.value[part]
        if children is None:
            break
        node, line = children, children.start_mark.line
    return line + 1
