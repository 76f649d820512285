"""A table before it is read: how it seems to be written, and what its columns may be used as."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chainrule.storage.csv_in.columns import find_columns, suggest_uses
from chainrule.storage.csv_in.decoding import decode, detect_encoding
from chainrule.storage.csv_in.dialect import detect_dialect
from chainrule.storage.csv_in.importing import Importing

if TYPE_CHECKING:
    from chainrule.storage.csv_in.columns import Column, Use
    from chainrule.storage.csv_in.dialect import Dialect


@dataclass(frozen=True, slots=True)
class Preview:
    """How a table is to be read; every part may be chosen otherwise."""

    text: str
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
    chosen = detect_encoding(data) if encoding is None else encoding
    return look_at_text(decode(data, chosen), chosen)


def look_at_text(text: str, encoding: str = "utf-8") -> Preview:
    """Return the preview of cells that were pasted."""
    return _of_text(text, encoding, detect_dialect(text))


def _of_text(text: str, encoding: str, dialect: Dialect) -> Preview:
    columns = find_columns(text, dialect)
    return Preview(text, encoding, dialect, columns, suggest_uses(columns))
