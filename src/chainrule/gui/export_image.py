"""The exported picture: the network, the loss curve below it, and a line that says what they are.

One function paints it for the window, the command line, PNG and SVG alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter

from chainrule.gui.canvas.painter import paint_picture
from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show
from chainrule.gui.panels import plot_export
from chainrule.gui.panels.plot_picture import ABOVE, BELOW, paint_plot

if TYPE_CHECKING:
    from chainrule.gui.canvas.options import Options
    from chainrule.gui.panels.loss_plot import LossPlot
    from chainrule.gui.theme import Theme
    from chainrule.session.moment import Moment

WIDTH, HEIGHT = 1200, 900
MARGIN = 24
HEAD = 56
PLOT = 252


def png(
    moment: Moment,
    theme: Theme,
    scale: int = 1,
    log_scale: bool = False,
    options: Options | None = None,
    plot: LossPlot | None = None,
) -> bytes:
    """Return the picture as PNG, `scale` times `WIDTH` × `HEIGHT` pixels."""
    image = QImage(WIDTH * scale, HEIGHT * scale, QImage.Format.Format_RGB32)
    image.fill(theme["panel"])
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    paint(painter, moment, theme, log_scale, options, plot)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def svg(
    moment: Moment,
    theme: Theme,
    log_scale: bool = False,
    options: Options | None = None,
    plot: LossPlot | None = None,
) -> bytes:
    """Return the picture as SVG."""
    from PySide6.QtSvg import QSvgGenerator

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(WIDTH, HEIGHT))
    generator.setViewBox(QRectF(0, 0, WIDTH, HEIGHT))
    generator.setTitle(moment.project.title)
    painter = QPainter(generator)
    painter.fillRect(QRectF(0, 0, WIDTH, HEIGHT), theme["panel"])
    paint(painter, moment, theme, log_scale, options, plot)
    painter.end()
    buffer.close()
    return bytes(data.data())


def paint(
    painter: QPainter,
    moment: Moment,
    theme: Theme,
    log_scale: bool,
    options: Options | None = None,
    plot: LossPlot | None = None,
) -> None:
    """Paint the picture into `WIDTH` × `HEIGHT`; with a plot, what that shows.

    Without one the losses of the moment are painted, as for the command line.
    """
    inner = WIDTH - 2 * MARGIN
    _head(painter, moment, theme, QRectF(MARGIN, 0, inner, HEAD))
    middle = QRectF(0, HEAD, WIDTH, HEIGHT - HEAD - PLOT)
    painter.fillRect(middle, theme["canvas"])
    paint_picture(painter, middle, moment.project, moment.frame, theme, options)
    painter.setPen(theme["border"])
    painter.drawLine(0, HEAD, WIDTH, HEAD)
    painter.drawLine(0, HEIGHT - PLOT, WIDTH, HEIGHT - PLOT)
    below = QRectF(MARGIN, HEIGHT - PLOT + 8, inner, PLOT - 24)
    if plot is None:
        paint_plot(painter, below, moment.log, theme, log_scale)
    else:
        plot_export.paint(painter, plot, below, ABOVE, BELOW)


def _head(painter: QPainter, moment: Moment, theme: Theme, box: QRectF) -> None:
    painter.setFont(ui_font(18, 600))
    painter.setPen(theme["text"])
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, moment.project.title)
    training = moment.project.training
    text = translate("Export", "Update {update} · learning rate {rate} · momentum {momentum}")
    said = text.format(
        update=moment.place.update,
        rate=show(training.learning_rate, Kind.SETTING, theme.notation),
        momentum=show(training.momentum, Kind.SETTING, theme.notation),
    )
    painter.setFont(ui_font(13))
    painter.setPen(theme["text2"])
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, said)
