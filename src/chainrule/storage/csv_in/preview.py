"""A table before it is read: how it seems to be written, and what its columns may be used as."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chainrule.storage.csv_in.columns import find_columns, suggest_uses
from chainrule.storage.csv_in.decoding import decoding, finished
from chainrule.storage.csv_in.dialect import detect_dialect
from chainrule.storage.csv_in.importing import Importing

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from chainrule.storage.csv_in.columns import Column, Use
    from chainrule.storage.csv_in.dialect import Dialect, Pieces


@dataclass(frozen=True, slots=True)
class Preview:
    """How a table is to be read; every part may be chosen otherwise."""

    text: Pieces
    encoding: str
    dialect: Dialect
    columns: tuple[Column, ...]
    uses: tuple[Use, ...]

    def written(self, dialect: Dialect) -> Preview:
        """Return the preview of the same text written in another way."""
        return _of_text(self.text, self.encoding, dialect)

    def used(self, uses: tuple[Use, ...]) -> Preview:
        """Return the preview with other uses of the columns."""
        return replace(self, uses=uses)

    def importing(self) -> Importing:
        """Return what reads the table; a `TableError` where the uses make no samples."""
        return Importing(self.text, self.dialect, self.columns, self.uses)


def look_at(data: bytes, encoding: str | None = None) -> Preview:
    """Return the preview of a file, in the encoding that is given or else detected."""
    return finished(looking_at([data], encoding))


def looking_at(
    pieces: Sequence[bytes], encoding: str | None = None
) -> Generator[float, None, Preview]:
    """Turn a file's bytes into text piece by piece; yield the share, return the preview."""
    text, chosen = yield from decoding(pieces, encoding)
    return _of_text(text, chosen, detect_dialect(text))


def look_at_text(text: str, encoding: str = "utf-8") -> Preview:
    """Return the preview of cells that were pasted."""
    return _of_text((text,), encoding, detect_dialect((text,)))


def _of_text(text: Pieces, encoding: str, dialect: Dialect) -> Preview:
    columns = find_columns(text, dialect)
    return Preview(text, encoding, dialect, columns, suggest_uses(columns))
