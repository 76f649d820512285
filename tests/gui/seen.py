"""All the texts that a person meets in a window: painted, as tool tips and as spoken names."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from xml.etree import ElementTree

from PySide6.QtCore import QAbstractItemModel, QBuffer, QIODevice, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLineEdit, QWidget

from chainrule.gui.canvas.painter import paint_network
from chainrule.gui.canvas.surface import Surface

SVG_TEXT = "{http://www.w3.org/2000/svg}text"


def texts_seen(root: QWidget) -> list[str]:
    """Return every text of a window and its parts, painted or told."""
    found = painted(root)
    for part in (root, *root.findChildren(QWidget)):
        if part.isVisible():
            found += _told(part)
        if isinstance(part, Surface):
            found += on_canvas(part)
            found += _of_accessible(QAccessible.queryAccessibleInterface(part))
    found += [text for action in root.findChildren(QAction) for text in _of_action(action)]
    return [text for text in found if text]


def painted(widget: QWidget) -> list[str]:
    """Return the texts that are painted in a widget and its parts, the canvas left out."""
    return _texts_of(lambda painter: widget.render(painter, QPoint()))


def on_canvas(canvas: Surface) -> list[str]:
    """Return the texts of the network, which the window paints from stamps."""
    scene = replace(canvas.prepared().scene, stamps=None)
    return _texts_of(lambda painter: paint_network(painter, scene, canvas.viewport))


def _texts_of(paint: Callable[[QPainter], None]) -> list[str]:
    device, generator = QBuffer(), QSvgGenerator()
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    generator.setOutputDevice(device)
    painter = QPainter(generator)
    paint(painter)
    painter.end()
    return svg_texts(bytes(device.data().data()))


def svg_texts(data: bytes) -> list[str]:
    """Return the texts of an SVG picture."""
    return [
        "".join(each.itertext()).strip() for each in ElementTree.fromstring(data).iter(SVG_TEXT)
    ]


def _told(part: QWidget) -> Iterator[str]:
    yield plain(part.toolTip())
    yield part.accessibleName()
    yield part.accessibleDescription()
    yield part.windowTitle()
    for name in ("text", "placeholderText", "title"):
        text = getattr(part, name, None)
        if callable(text) and (isinstance(part, QLineEdit) or name == "text"):
            yield plain(str(text()))
    if isinstance(part, QComboBox):
        yield from (part.itemText(index) for index in range(part.count()))
    elif isinstance(part, QAbstractItemView):
        yield from _of_model(part.model(), QModelIndex())


def _of_model(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    roles = Qt.ItemDataRole
    for row in range(min(model.rowCount(parent), 20)):
        for column in range(model.columnCount(parent)):
            index = model.index(row, column, parent)
            for role in (roles.DisplayRole, roles.ToolTipRole, roles.AccessibleTextRole):
                text = index.data(role)
                if isinstance(text, str):
                    yield text
            if column == 0:
                yield from _of_model(model, index)


def _of_action(action: QAction) -> Iterator[str]:
    yield from (action.text(), action.toolTip(), action.statusTip())


def _of_accessible(item: QAccessibleInterface) -> Iterator[str]:
    kinds = QAccessible.Text
    for kind in (kinds.Name, kinds.Description, kinds.Value):
        yield item.text(kind)
    for index in range(item.childCount()):
        child = item.child(index)
        if child is not None:
            yield from _of_accessible(child)


def plain(text: str) -> str:
    """Return a text without tags."""
    return re.sub(r"<[^>]*>", "", text).replace("&nbsp;", "\u00a0")
