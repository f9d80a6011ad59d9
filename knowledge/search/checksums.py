"""Whether the files of an index say what was written: tantivy ends each with its own checksum.

It checks none of them when it opens an index, so that a byte that a disk changed is not noticed
until a search stumbles over it, or finds what is not there.
"""

import json
import struct
import zlib
from pathlib import Path

META_FILE = "meta.json"
PIECE = 1_000_000
_END = struct.Struct("<II")
_SIGN = 1337


def damaged_files(folder: Path) -> list[str]:
    """Names of files that the index lists; what is being written is not among them yet, and what
    goes away meanwhile no more."""
    try:
        listed = json.loads((folder / META_FILE).read_text(encoding="utf-8"))["segments"]
        names = {segment["segment_id"].replace("-", "") for segment in listed}
    except (OSError, ValueError, KeyError, TypeError):
        return [META_FILE]
    files = (file for file in folder.iterdir() if file.name.partition(".")[0] in names)
    return sorted(file.name for file in files if _is_damaged(file))


def _is_damaged(file: Path) -> bool:
    try:
        return not _is_whole(file)
    except FileNotFoundError:
        return False
    except (OSError, ValueError, KeyError, TypeError, struct.error):
        return True


def _is_whole(file: Path) -> bool:
    size = file.stat().st_size
    with file.open("rb") as content:
        content.seek(max(0, size - _END.size))
        length, sign = _END.unpack(content.read())
        begin = size - _END.size - length
        if sign != _SIGN or begin < 0:
            return False
        content.seek(begin)
        expected = json.loads(content.read(length))["crc"]
        content.seek(0)
        found = 0
        while begin > 0 and (piece := content.read(min(PIECE, begin))):
            found = zlib.crc32(piece, found)
            begin -= len(piece)
    return found == expected
