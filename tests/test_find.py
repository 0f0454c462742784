"""Which files are found under paths, what they are called, and what is refused."""

import io
import os
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from facevalue.corpus import ManifestError, SetupError, Unreadable, find, manifest
from facevalue.corpus.importers import MAX_BYTES, Opener, Step
from made import eml, msg


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(name)


def pack(files: dict[str, bytes | str], **how: int) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", **how) as archive:  # type: ignore[arg-type]
        for name, data in files.items():
            archive.writestr(name, data)
    return sink.getvalue()


def listing(*paths: Path | str, said: manifest.Manifest | None = None) -> dict[str, str]:
    """uri -> "read", "skipped" or why not."""
    files = list(find.find(paths, said))
    assert len({found.uri for found in files}) == len(files)
    return {
        found.uri: "skipped" if found.skipped else found.failure.message if found.failure else "read" for found in files
    }


def test_files_come_in_a_stable_order_hidden_ones_do_not(here: Path) -> None:
    put(
        "c/b.txt",
        "c/a/z.pdf",
        "c/.git/x.txt",
        "c/.DS_Store",
        "c/__MACOSX/a.txt",
        "c/data.csv",
        "c/LICENCE",
        "c/~$b.docx",
    )
    put("c/results/workspace.json", "c/results/documents/x.txt")
    assert listing("c") == {
        "c/LICENCE": "read",
        "c/a/z.pdf": "read",
        "c/b.txt": "read",
        "c/data.csv": "skipped",
        "c/~$b.docx": "skipped",
    }
    assert [found.uri for found in find.find(["c"])] == [found.uri for found in find.find(["./c/"])]


def test_uris_are_as_given_and_leak_no_folder_of_this_machine(here: Path) -> None:
    put("data/c/a.txt", "x/c/a.txt", "one.pdf")
    assert list(listing("data/c")) == ["data/c/a.txt"]
    assert list(listing(here / "data" / "c")) == ["c/a.txt"]
    assert list(listing(here / "data" / "c", here / "x" / "c")) == ["data/c/a.txt", "x/c/a.txt"]
    assert list(listing(here / "x" / "c", here / "data" / "c")) == ["data/c/a.txt", "x/c/a.txt"]
    assert list(listing("one.pdf")) == list(listing(here / "one.pdf")) == ["one.pdf"]
    os.chdir("x")
    assert list(listing("../data/c")) == ["c/a.txt"]
    assert list(listing(".")) == ["c/a.txt"]


def test_a_path_inside_another_is_read_once(here: Path) -> None:
    put("c/a.txt", "c/in/b.txt")
    assert sorted(os.path.basename(uri) for uri in listing("c", "c/in", "c/a.txt", here / "c")) == ["a.txt", "b.txt"]


def test_nothing_to_read(here: Path) -> None:
    put("c/notes.csv")
    for paths, message in [
        (["none"], "none does not exist"),
        (["c"], "no documents in c: 1 other"),
        ([], "no path given"),
    ]:
        with pytest.raises(SetupError, match=message):
            listing(*paths)


def test_a_companion_that_is_named_is_read(here: Path) -> None:
    put("c/page.json", "c/other.json", "c/list.csv")
    assert listing("c/page.json") == {"c/page.json": "read"}
    Path("c/list.csv").write_text("uri\npage.json\n")
    said = manifest.read("c/list.csv")
    assert listing("c", said=said) == {"c/list.csv": "skipped", "c/other.json": "skipped", "c/page.json": "read"}


def test_the_manifest_speaks_of_files_and_members(here: Path) -> None:
    put("c/é.txt")
    Path("c/box.zip").write_bytes(pack({"in/b.txt": "b", "in/c.txt": "c"}))
    Path("c/list.tsv.txt").write_text("uri,company\ne\u0301.txt,Alder\nbox.zip/in/b.txt,Birch\n")
    said = manifest.read("c/list.tsv.txt")
    files = list(find.find(["c"], said))
    assert {found.uri: found.source.company for found in files if not found.skipped} == {
        "c/box.zip/in/b.txt": "Birch",
        "c/box.zip/in/c.txt": None,
        "c/é.txt": "Alder",
    }
    Path("c/list.tsv.txt").write_text("uri\né.txt\nbox.zip/in/d.txt\n")
    with pytest.raises(ManifestError, match=r"line 3: uri: 'box.zip/in/d.txt' is not there"):
        listing("c", said=manifest.read("c/list.tsv.txt"))


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links(here: Path) -> None:
    put("c/a.txt", "c/in/b.txt", "outside/secret.txt")
    os.symlink(here / "outside", "c/out")
    os.symlink(here / "outside/secret.txt", "c/out.txt")
    os.symlink("in", "c/loop")
    os.symlink("a.txt", "c/same.txt")
    os.symlink("nothing", "c/broken.txt")
    leads_out = "a link that leads out of the given folder: give its target as a path of its own"
    assert listing("c") == {
        "c/a.txt": "read",
        "c/broken.txt": "a link to nothing: remove it or mend its target",
        "c/in/b.txt": "read",
        "c/out": leads_out,
        "c/out.txt": leads_out,
        "c/same.txt": "read",
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_opened(here: Path) -> None:
    put("c/a.txt")
    os.mkfifo("c/pipe.txt")
    assert listing("c")["c/pipe.txt"] == "not a regular file"


@pytest.mark.skipif(os.name == "nt" or os.uname().sysname == "Darwin", reason="names are Unicode there")
def test_a_name_that_is_no_text(here: Path) -> None:
    put("c/a.txt")
    Path(os.fsdecode(b"c/caf\xe9.txt")).write_text("x")
    assert list(listing("c")) == ["c/a.txt", "c/caf\\udce9.txt"]


def test_too_large(here: Path) -> None:
    put("c/a.txt")
    with open("c/huge.pdf", "wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert listing("c")["c/huge.pdf"] == "200 MB: larger than 200 MB, split it"


def entry(name: str, mode: int = stat.S_IFREG | 0o644) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return info


def test_hostile_archives(here: Path) -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("good.txt", "good")
        archive.writestr("../../etc/slip.txt", "slip")
        archive.writestr("/root.txt", "slip")
        archive.writestr("C:/root.txt", "slip")
        archive.writestr("bomb.txt", b"0" * 5_000_000)
        archive.writestr(entry("link.txt", stat.S_IFLNK | 0o777), "/etc/passwd")
        archive.writestr("__MACOSX/._good.txt", "x")
        archive.writestr("image.png", "x")
    Path("box.zip").write_bytes(sink.getvalue())
    got = listing("box.zip")
    assert got.pop("box.zip/good.txt") == "read"
    assert got.pop("box.zip/image.png") == "skipped"
    assert "the archive may be hostile" in got.pop("box.zip/bomb.txt")
    assert got.pop("box.zip/link.txt") == "a link inside an archive: not followed"
    assert len(got) == 3
    assert {*got.values()} == {"its name leads out of the archive: the archive may be hostile"}


def test_a_size_that_lies_is_caught_when_read(here: Path) -> None:
    data = bytearray(pack({"a.txt": "0123456789" * 100}, compression=zipfile.ZIP_DEFLATED))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 24, 10)  # the directory says 10 bytes
    Path("box.zip").write_bytes(data)
    with Opener() as opener, pytest.raises(Unreadable, match="cannot be unpacked"):
        opener.read(str(here / "box.zip"), [Step("zip", "a.txt", "a.txt")])


def test_encrypted_members(here: Path) -> None:
    data = bytearray(pack({"a.txt": "secret"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    Path("box.zip").write_bytes(data)
    assert listing("box.zip") == {"box.zip/a.txt": "encrypted: unpack it with its password first"}


@pytest.mark.parametrize("data", [b"", b"no archive at all", pack({"a.txt": "x" * 999})[:-30]])
def test_broken_archives(here: Path, data: bytes) -> None:
    Path("box.zip").write_bytes(data)
    assert listing("box.zip")["box.zip"].startswith("cannot be opened as a zip archive")


def test_archives_in_archives(here: Path) -> None:
    deep = pack({"c.zip": pack({"d.txt": "d"}), "c.txt": "c"})
    Path("box.zip").write_bytes(pack({"in/b.zip": deep, "b.txt": "b", "bad.zip": "no archive"}))
    got = listing("box.zip")
    assert got.pop("box.zip/bad.zip").startswith("cannot be opened")
    assert got == {
        "box.zip/b.txt": "read",
        "box.zip/in/b.zip/c.txt": "read",
        "box.zip/in/b.zip/c.zip": "archives and mails are opened 2 deep: unpack it",
    }
    with Opener() as opener:
        assert {opener.read(found.path, found.inside) for found in find.find(["box.zip"]) if not found.failure} == {
            b"b",
            b"c",
        }


def test_no_document_is_read_whole(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("c").mkdir()
    Path("c/a.txt").write_bytes(b"x" * 1_000_000)
    put("c/b.pdf")
    taken: list[int] = []

    class Watched(io.FileIO):
        def readinto(self, buffer: bytearray) -> int | None:  # type: ignore[override]
            taken.append(len(buffer))
            return super().readinto(buffer)

    monkeypatch.setattr("builtins.open", lambda path, mode: io.BufferedReader(Watched(path, "rb")))
    first, second = find.find(["c"])
    assert (first.size, first.path) == (1_000_000, str(here / "c/a.txt"))
    assert second.size == 7
    assert sum(taken) < 200_000


@pytest.mark.parametrize("make", [eml, msg])
def test_what_is_attached_to_a_mail_is_a_document_of_its_own(here: Path, make: Callable[..., bytes]) -> None:
    inner = eml("Forwarded.", ("deep.pdf", b"deep"))
    archive = pack({"in/c.txt": "zipped"})
    files = (("a.pdf", b"one"), ("a.pdf", b"two"), ("../up.txt", b"three"), ("logo.png", b"x"), ("b.zip", archive))
    Path("c").mkdir()
    Path("c/mail.eml").write_bytes(make("See the contract.", *files, ("fwd.eml", inner)))
    assert listing("c") == {
        "c/mail.eml": "read",
        "c/mail.eml/a.pdf": "read",
        "c/mail.eml/2-a.pdf": "read",
        "c/mail.eml/up.txt": "read",
        "c/mail.eml/logo.png": "skipped",
        "c/mail.eml/b.zip/in/c.txt": "read",
        "c/mail.eml/fwd.eml": "read",
        "c/mail.eml/fwd.eml/deep.pdf": "read",
    }
    with Opener() as opener:
        read = {found.uri: opener.read(found.path, found.inside) for found in find.find(["c"]) if not found.skipped}
    assert [read[f"c/mail.eml/{name}"] for name in ("a.pdf", "2-a.pdf", "up.txt")] == [b"one", b"two", b"three"]
    assert read["c/mail.eml/b.zip/in/c.txt"] == b"zipped"
    assert read["c/mail.eml/fwd.eml/deep.pdf"] == b"deep"


def test_a_mail_in_an_archive_is_opened_and_a_manifest_may_name_what_is_attached(here: Path) -> None:
    Path("c.zip").write_bytes(pack({"post/mail.eml": eml("See.", ("a.txt", b"words"))}))
    Path("m.csv").write_text("uri,kind\nc.zip/post/mail.eml/a.txt,contract\n")
    said = manifest.read("m.csv", find.roots(["c.zip"]))
    found = {one.uri: one.source.kind for one in find.find(["c.zip"], said)}
    assert found == {"c.zip/post/mail.eml": None, "c.zip/post/mail.eml/a.txt": "contract"}


SAVED = {
    "Terms.html": "a page",
    "Terms_files/frame.html": "an advertisement",
    "Terms_files/f.txt": "of a counter",
    "Terms_files/logo.png": "x",
    "Terms_files/saved_resource": "x",
    "Terms_files/deep/more.htm": "x",
    "Terms_files/contract.pdf": "a document in a frame",
}


@pytest.mark.parametrize(
    ("page", "folder"),
    [("Terms.html", "Terms_files"), ("Terms.htm", "Terms-Dateien"), ("Terms.html", "Terms_fichiers"), ("Terms.html", "Terms_archivos"),
     ("Terms.xhtml", "Terms.files"), ("a.b.html", "a.b_bestanden")],
)  # fmt: skip
@pytest.mark.parametrize("packed", [False, True])
def test_what_is_saved_with_a_page_is_part_of_it(here: Path, page: str, folder: str, packed: bool) -> None:
    files = {name.replace("Terms.html", page).replace("Terms_files", folder): words for name, words in SAVED.items()}
    if packed:
        Path("c").mkdir()
        Path("c/a.zip").write_bytes(pack(dict(files)))
    else:
        put(*(f"c/{name}" for name in files))
    top = "c/a.zip" if packed else "c"
    found = {each.uri.removeprefix(top + "/"): each for each in find.find(["c"])}
    assert found.keys() == files.keys()
    assert {uri for uri, each in found.items() if not each.skipped} == {page, f"{folder}/contract.pdf"}
    assert {each.page for uri, each in found.items() if each.skipped} == {f"{top}/{page}"}


def test_a_folder_without_its_page_is_a_folder(here: Path) -> None:
    put("c/Terms_files/frame.html", "c/_files/a.txt", "c/.html", "c/profile/b.txt", "c/pro.html")
    assert set(listing("c")) == {"c/Terms_files/frame.html", "c/_files/a.txt", "c/profile/b.txt", "c/pro.html"}
    assert set(listing("c").values()) == {"read"}


def test_a_manifest_may_want_a_part_of_a_page(here: Path) -> None:
    put("c/Terms.html", "c/Terms_files/frame.html", "c/Terms_files/b.html")
    Path("list.csv").write_text("uri,kind\nTerms_files/frame.html,contract\n")
    said = manifest.read("list.csv", find.roots(["c"]))
    assert listing("c", said=said) == {
        "c/Terms.html": "read",
        "c/Terms_files/b.html": "skipped",
        "c/Terms_files/frame.html": "read",
    }
