"""One line of a manifest, checked."""

from pydantic import BaseModel, ConfigDict, field_validator

from .manifest import iso_prefix
from .model import KINDS, Kind


class Row(BaseModel):
    """One line of a manifest as a person writes it; an empty cell means not said."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True, coerce_numbers_to_str=True)

    uri: str
    kind: Kind | None = None
    company: str | None = None
    published: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None

    @field_validator("*", mode="before")
    @classmethod
    def _empty_is_unsaid(cls, value: object) -> object:
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("uri", mode="before")
    @classmethod
    def _uri(cls, value: object) -> object:
        if not isinstance(value, str) or not value.strip():
            raise ValueError("is empty: give the path of the file, relative to the manifest")
        return value.replace("\\", "/")  # manifests are often written on Windows; a backslash in a name is rarer

    @field_validator("kind", mode="before")
    @classmethod
    def _kind(cls, value: object) -> object:
        said = value.strip().lower() or None if isinstance(value, str) else value
        if said is not None and said not in KINDS:
            raise ValueError(f"{value!r} is unknown: use {', '.join(KINDS)}, or leave it empty")
        return said

    @field_validator("published")
    @classmethod
    def _published(cls, value: str | None) -> str | None:
        return None if value is None else iso_prefix(value)
