"""Mails as containers: a mail is a document, and each file attached to it is one of its own."""

import io
from collections.abc import Iterator
from functools import partial

from .. import mail
from ..errors import Unreadable
from .container import Importer, Member, Place, limited, stamp_of


def wants(place: Place) -> bool:
    """By name alone; whether it is a mail at all is said when it is read."""
    return mail.is_mail(place.name)


class Attachments:
    """The files attached to a mail; none where the mail cannot be read, which reading it will say."""

    def __init__(self, place: Place) -> None:
        self._scratch = place.scratch
        try:
            with place.open() as file:
                self._files = dict(mail.parse(limited(file), place.name).attachments)
        except (OSError, Unreadable):
            self._files = dict[str, bytes]()

    def members(self) -> Iterator[Member]:
        """Each attached file."""
        for name, data in self._files.items():
            yield Member(name, name, len(data), stamp_of(data))

    def read(self, address: str) -> bytes:
        """An attached file."""
        if address not in self._files:
            raise Unreadable(f"the mail holds no attachment {address}; it changed while it was read")
        return self._files[address]

    def place(self, member: Member) -> Place:
        return Place(member.name, partial(io.BytesIO, self.read(member.address)), scratch=self._scratch)

    def close(self) -> None:
        self._files.clear()


MAIL = Importer("mail", wants, Attachments, document=True, holds_containers=True)
