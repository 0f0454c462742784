"""Tagging and coding: what a document says about pay and rights, with the words that prove it."""

from .model import Amount, Claim, Coding, Evidence, Profile, Tag, Tagger

__all__ = ["Amount", "Claim", "Coding", "Evidence", "Profile", "Tag", "Tagger"]
