"""Small files of every format, made byte by byte, so that a test shows what is in them."""

import io
import plistlib
import struct
import zipfile
import zlib
from email.message import EmailMessage
from typing import Any

import openpyxl
import pypdfium2 as pdfium

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMESPACES = " ".join(
    f'xmlns:{short}="{_ODF}{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
    )
)


def pdf(*pages: list[str], ruled: bool = False) -> bytes:
    """A PDF: lines of text a page, and, if ruled, a frame of two rows and two columns around the last two lines."""
    drawn: list[str] = []
    for lines in pages:
        content = ""
        for number, line in enumerate(lines):
            for column, cell in enumerate(line.split("\t")):
                content += shown(72 + 200 * column, 740 - 20 * number, cell)
        if ruled:
            bottom = 740 - 20 * (len(lines) - 1) - 6
            for row in range(3):
                content += f"60 {bottom + 20 * row} m 460 {bottom + 20 * row} l S\n"
            for column in range(3):
                content += f"{60 + 200 * column} {bottom} m {60 + 200 * column} {bottom + 40} l S\n"
        drawn.append(content)
    return pdf_of(*drawn)


def shown(left: float, up: float, words: str, size: int = 11) -> str:
    """The order that writes words on a page, in points from its bottom left."""
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {size} Tf {left} {up} Td ({escaped}) Tj ET\n"


def pdf_of(
    *contents: str, more: tuple[bytes, ...] = (), catalog: bytes = b"", entries: bytes = b"", resources: bytes = b""
) -> bytes:
    """A PDF of page contents. more: further objects, numbered from 4; entries of catalog, pages and their resources
    refer to them."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog, b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    objects += more
    kids: list[int] = []
    for content in contents:
        stream = content.encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R %s"
            b" /Resources << /Font << /F1 3 0 R >> %s >> >>" % (len(objects), entries, resources)
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    parts = [b"%PDF-1.4\n"]
    places: list[int] = []
    at = len(parts[0])
    for number, body in enumerate(objects, start=1):
        places.append(at)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        at += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, at)
    return b"".join((*parts, b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1), table, trailer))


def scan(*pages: list[str], dpi: int = 200, stamp: str = "", size: int = 11) -> bytes:
    """Lines of text a page as a scanner gives them: one picture a page; and, if wanted, a stamp as text."""
    more: list[bytes] = []
    for lines in pages:
        drawn = "".join(shown(72, 740 - 20 * number, line, size) for number, line in enumerate(lines))
        with pdfium.PdfDocument(pdf_of(drawn)) as document:
            pixels = document[0].render(scale=dpi / 72, grayscale=True).to_numpy()
        packed = zlib.compress(pixels.tobytes())
        more.append(
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8"
            b" /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
            % (pixels.shape[1], pixels.shape[0], len(packed), packed)
        )
    names = b" ".join(b"/I%d %d 0 R" % (n, n + 4) for n in range(len(pages)))
    contents = (
        f"q 612 0 0 792 0 0 cm /I{n} Do Q\n" + (shown(72, 20, stamp, 8) if stamp else "") for n in range(len(pages))
    )
    return pdf_of(*contents, more=tuple(more), resources=b"/XObject << %s >>" % names)


def odt(body: str, styles: str = "") -> bytes:
    """A LibreOffice document of the XML of its body and of its list styles."""
    content = (
        f"<office:document-content {_NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
    return sink.getvalue()


def rtf(body: str) -> bytes:
    """An RTF file of its body."""
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Arial;}}" + body + "}").encode("ascii")


def eml(body: str, *attachments: tuple[str, bytes], html: bool = False) -> bytes:
    """A mail with files attached."""
    message = EmailMessage()
    message["From"] = "Ada Quill <ada@example.org>"
    message["To"] = "agent@example.org"
    message["Subject"] = "The voice licence"
    message["Date"] = "Tue, 05 Mar 2024 10:11:12 +0100"
    message["Message-ID"] = "<1@example.org>"
    message.set_content(body, subtype="html" if html else "plain")
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def mhtml(page: str) -> bytes:
    """A web page as a browser saves it in one file."""
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://example.org/terms"
    message["Subject"] = "Voice terms"
    message.set_content(page, subtype="html")
    message.add_related(b"\x89PNG\r\n", maintype="image", subtype="png", cid="<1@example.org>")
    return message.as_bytes()


def webarchive(page: str) -> bytes:
    """A web page as Safari saves it in one file."""
    main = {
        "WebResourceData": page.encode(),
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "UTF-8",
        "WebResourceURL": "https://example.org/terms",
    }
    return plistlib.dumps({"WebMainResource": main, "WebSubresources": []}, fmt=plistlib.FMT_BINARY)


def xlsx(
    sheets: dict[str, list[list[Any]]], formats: dict[str, str] | None = None, hidden: str = "", creator: str = ""
) -> bytes:
    """A workbook. formats: of the numbers in cells of the first sheet; hidden: a sheet that is not shown."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
    for cell, form in (formats or {}).items():
        book.worksheets[0][cell].number_format = form
    book.properties.creator = creator or "openpyxl"
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def msg(body: str, *attachments: tuple[str, bytes]) -> bytes:
    """An Outlook message: properties as streams of a compound file."""
    root = _properties(
        32, {0x1000: body, 0x0037: "The voice licence", 0x0C1A: "Ada Quill", 0x0C1F: "ada@example.org"}, {}, 0x39
    )
    for number, (name, data) in enumerate(attachments):
        root[f"__attach_version1.0_#{number:08X}"] = _properties(8, {0x3707: name}, {0x3701: data})
    return compound(root)


_Folder = dict[str, "bytes | _Folder"]


def _properties(head: int, texts: dict[int, str], blobs: dict[int, bytes], sent: int = 0) -> _Folder:
    folder: _Folder = {}
    table = bytearray(head)
    for key, text in texts.items():
        folder[f"__substg1.0_{key:04X}001F"] = text.encode("utf-16-le")
        table += struct.pack("<HHIII", 0x001F, key, 6, 2 * len(text) + 2, 0)
    for key, blob in blobs.items():
        folder[f"__substg1.0_{key:04X}0102"] = blob
        table += struct.pack("<HHIII", 0x0102, key, 6, len(blob), 0)
    if sent:
        ticks = 133_541_226_000_000_000  # 100 nanoseconds since 1601: 5 March 2024
        table += struct.pack("<HHIQ", 0x0040, sent, 6, ticks)
    folder["__properties_version1.0"] = bytes(table)
    return folder


def compound(root: _Folder) -> bytes:
    """A compound file (OLE2) of folders and streams: every stream of 4,096 bytes or more in sectors, others in the
    stream of the root, in sectors of 64 bytes."""
    entries: list[list[object]] = [["Root Entry", 5, None, -1]]  # name, type, data, first child

    def add(folder: _Folder, parent: int) -> None:
        before = -1
        for name, content in folder.items():
            number = len(entries)
            entries.append([name, 2 if isinstance(content, bytes) else 1, content, -1, -1])
            if before < 0:
                entries[parent][3] = number
            else:
                entries[before][4] = number  # a chain of right siblings is a tree too
            before = number
        for number, entry in list(enumerate(entries)):
            if isinstance(entry[2], dict):
                inner, entry[2] = entry[2], None
                add(inner, number)

    add(root, 0)
    mini, sectors, fat, minifat = bytearray(), bytearray(), list[int](), list[int]()

    def store(data: bytes, unit: int, into: bytearray, chain: list[int]) -> int:
        if not data:
            return -2
        first = len(chain)
        into += data + bytes(-len(data) % unit)
        count = -(-len(data) // unit)
        chain += [n + 1 for n in range(first, first + count - 1)] + [-2]
        return first

    places = {
        number: store(entry[2], 512, sectors, fat) if len(entry[2]) >= 4096 else store(entry[2], 64, mini, minifat)
        for number, entry in enumerate(entries)
        if isinstance(entry[2], bytes)
    }
    places[0] = store(bytes(mini), 512, sectors, fat)
    directory = b""
    for number, (name, kind, data, child, *right) in enumerate(entries):
        spelt = str(name).encode("utf-16-le") + b"\0\0"
        size = len(mini) if number == 0 else len(data) if isinstance(data, bytes) else 0
        directory += spelt.ljust(64, b"\0") + struct.pack("<HBB", len(spelt), kind, 1)
        directory += struct.pack("<iii", -1, right[0] if right else -1, child) + bytes(36)
        directory += struct.pack("<iQ", places.get(number, 0), size)
    directory_at = store(directory, 512, sectors, fat)
    minifat_at = store(b"".join(struct.pack("<i", n) for n in minifat).ljust(512, b"\xff"), 512, sectors, fat)
    fat_at = len(fat)
    fat += [-3] * (-(-(len(fat) + 8) // 128))
    table = b"".join(struct.pack("<i", n) for n in fat)
    table += b"\xff" * (-len(table) % 512)
    sectors += table
    count = len(table) // 512
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIiIIiIiI", 0, count, directory_at, 0, 4096, minifat_at, 1, -2, 0)
    head += b"".join(struct.pack("<i", fat_at + n) for n in range(count)).ljust(436, b"\xff")
    return head + bytes(sectors)
