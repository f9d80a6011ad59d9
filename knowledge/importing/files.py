"""Finds the files of help articles in a folder, and what stands in them. Nothing of them is
believed: no link leads out of the folder, and each file has a limit."""

from collections.abc import Callable, Iterator
from pathlib import Path

from community.importing.limits import LONGEST_RECORD, MEGABYTE, check_packed
from community.importing.records import Broken, CannotRead
from knowledge.front_matter import BrokenFrontMatter, split_front_matter
from knowledge.importing.html_pages import values_of_page
from knowledge.importing.records import RawArticle
from knowledge.importing.tables import read_csv, read_json_lines

MOST_FILES = 100_000

Record = RawArticle | Broken
Reader = Callable[[Path, str], Iterator[Record]]


class ArticleFiles:
    """The records of a file, or of all files below a folder in the order of their names."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise CannotRead(f"There is no file or folder {path}.")
        self.is_folder = path.is_dir()
        self.root = (path if self.is_folder else path.parent).resolve()
        self.paths = self._found() if self.is_folder else [path.resolve()]
        if not self.paths or self.paths[0].suffix.lower() not in READERS:
            raise CannotRead(f"{path} holds no file of the kinds {', '.join(READERS)}.")

    def __iter__(self) -> Iterator[Record]:
        for path in self.paths:
            name = path.relative_to(self.root).as_posix()
            yield from READERS[path.suffix.lower()](path, name)

    def _found(self) -> list[Path]:
        found = []
        for path in self.root.rglob("*"):
            if self._is_ours(path):
                found.append(path)
            if len(found) > MOST_FILES:
                raise CannotRead(f"The folder holds more than {MOST_FILES} files.")
        return sorted(found)

    def _is_ours(self, path: Path) -> bool:
        inside = path.relative_to(self.root).parts
        return (
            path.suffix.lower() in READERS
            and not any(part.startswith(".") for part in inside)
            and path.is_file()
            and path.resolve().is_relative_to(self.root)
        )


def _read_markdown(path: Path, name: str) -> Iterator[Record]:
    yield _record(path, name, split_front_matter, is_html=False)


def _read_page(path: Path, name: str) -> Iterator[Record]:
    yield _record(path, name, values_of_page, is_html=True)


def _record(path: Path, name: str, split: Callable, *, is_html: bool) -> Record:
    """A file that is one article; its name is its id unless it has one."""
    try:
        values, body = split(_text(path))
    except (BrokenFrontMatter, ValueError) as problem:
        return Broken(name, str(problem))
    return RawArticle(name, path, {"id": name, **values, "body": body}, is_html)


def _text(path: Path) -> str:
    """Raises ValueError with what is wrong with the file."""
    if path.stat().st_size > LONGEST_RECORD:
        raise ValueError(f"is larger than {LONGEST_RECORD // MEGABYTE} MB")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("is no UTF-8 text") from None
    except OSError as problem:
        raise ValueError(f"can't be read: {problem.strerror}") from None


def _read_table(read: Reader) -> Reader:
    def read_checked(path: Path, name: str) -> Iterator[Record]:
        try:
            check_packed(path)
            yield from read(path, name)
        except (CannotRead, OSError, UnicodeDecodeError) as problem:
            yield Broken(name, f"can't be read further: {problem}")

    return read_checked


READERS: dict[str, Reader] = {
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".html": _read_page,
    ".htm": _read_page,
    ".csv": _read_table(read_csv),
    ".jsonl": _read_table(read_json_lines),
}
