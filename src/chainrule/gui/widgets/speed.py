"""How fast a run goes: a gauge, a slider and the speed in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSlider, QWidget

from chainrule.gui.fonts import ui_font
from chainrule.gui.icons import MENU
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import Kind, show
from chainrule.gui.widgets.segmented import measure_anew
from chainrule.session.speed import SPEEDS
from chainrule.teaching.notation import POINT

if TYPE_CHECKING:
    from chainrule.gui.icons import Icons
    from chainrule.session.speed import Speed
    from chainrule.teaching.notation import Notation

ICON = 20
SLIDER = 96


NORMAL = 2
"""the place of 1× in `SPEEDS`"""


def speed_text(speed: Speed, notation: Notation) -> str:
    """Return a speed as it is shown: 0.25×, 60/s, Max."""
    if speed.animated:
        return translate("Speed", "{times}×").format(
            times=show(speed.factor, Kind.SETTING, notation)
        )
    if speed.unlimited:
        return translate("Speed", "Max")
    return translate("Speed", "{rate}/s").format(rate=show(speed.rate, Kind.SETTING, notation))


class SpeedControl(QWidget):
    """A slider over `SPEEDS`, called `speed`; a combo box where space is short."""

    speed_changed = Signal(object)
    """the `Speed` a person has chosen"""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._index = NORMAL
        self._scale = 1.0
        self._notation = POINT
        self.gauge = QLabel(self)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.text = QLabel(self)
        self.combo = QComboBox(self)
        self._set_up()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Metrics.ICON_GAP)
        for widget in (self.gauge, self.slider, self.text, self.combo):
            layout.addWidget(widget)
        self.set_icons(icons)
        self.set_compact(False)
        self._show()

    def _set_up(self) -> None:
        name = translate("Speed", "Speed")
        self.slider.setObjectName("speed")
        self.slider.setAccessibleName(name)
        self.slider.setToolTip(name)
        self.slider.setRange(0, len(SPEEDS) - 1)
        self.slider.setPageStep(1)
        self.slider.setValue(self._index)
        self.slider.valueChanged.connect(self._chosen)
        self.combo.setAccessibleName(name)
        self.combo.addItems([speed_text(speed, self._notation) for speed in SPEEDS])
        self.combo.activated.connect(self._chosen)
        self.text.setProperty("look", "speed")
        self.set_scale(1.0)

    def speed(self) -> Speed:
        """Return the chosen speed."""
        return SPEEDS[self._index]

    def set_speed(self, speed: Speed) -> None:
        """Choose a speed; emits nothing."""
        self._index = SPEEDS.index(speed)
        self._show()

    def faster(self) -> None:
        """Go to the next faster speed."""
        self._chosen(min(self._index + 1, len(SPEEDS) - 1))

    def slower(self) -> None:
        """Go to the next slower speed."""
        self._chosen(max(self._index - 1, 0))

    def set_scale(self, scale: float) -> None:
        """Be this much larger than usual; the gauge follows with the icons."""
        self._scale = scale
        self.slider.setFixedWidth(round(SLIDER * scale))
        self.combo.setIconSize(QSize(1, 1) * round(MENU * scale))
        font = ui_font(13 * scale, 600)
        self.text.setFont(font)
        texts = (speed_text(speed, self._notation) for speed in SPEEDS)
        self.text.setFixedWidth(max(map(QFontMetrics(font).horizontalAdvance, texts)))

    def set_notation(self, notation: Notation) -> None:
        """Change how the speeds are written."""
        self._notation = notation
        for index, speed in enumerate(SPEEDS):
            self.combo.setItemText(index, speed_text(speed, notation))
        self._show()

    def set_icons(self, icons: Icons) -> None:
        """Take the icons of a theme, whose style sheet has given the text its usual size again."""
        self.set_scale(self._scale)
        size = round(ICON * self._scale)
        self.gauge.setPixmap(icons.pixmap("gauge", size, self.devicePixelRatioF()))
        for index in range(self.combo.count()):
            self.combo.setItemIcon(index, icons.icon("gauge"))

    def set_compact(self, compact: bool) -> None:
        """Show the combo box in place of the slider, or the slider again."""
        for widget in (self.gauge, self.slider, self.text):
            widget.setVisible(not compact)
        self.combo.setVisible(compact)
        self.setFocusProxy(self.combo if compact else self.slider)
        measure_anew(self)

    def _chosen(self, index: int) -> None:
        if index != self._index:
            self._index = index
            self._show()
            self.speed_changed.emit(self.speed())

    def _show(self) -> None:
        shown = speed_text(self.speed(), self._notation)
        self.slider.setValue(self._index)
        self.slider.setAccessibleDescription(shown)
        self.combo.setCurrentIndex(self._index)
        self.text.setText(shown)
