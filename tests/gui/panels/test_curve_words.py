"""The words beside the point on the curve of an activation."""

import pytest
from PySide6.QtCore import QRectF

from chainrule.gui.panels.inspector.curve import Curve, Picture
from chainrule.gui.theme import LIGHT
from chainrule.network.names import Activation
from chainrule.session.probe import activation_curve, tangent

RANGES = {Activation.TANH: (-1.0, 1.0), Activation.SIGMOID: (0.0, 1.0)}


def curve_at(z: float, kind: Activation) -> Curve:
    """Return the plot of an activation with its point at z."""
    points = tuple(activation_curve(kind, -6.0, 6.0, 121, ()))
    a = min(points, key=lambda point: abs(point[0] - z))[1]
    curve = Curve(LIGHT)
    curve.resize(304, curve.height())
    curve.set_picture(
        Picture(
            points,
            (-6.0, 6.0),
            RANGES[kind],
            (-6.0, 0.0, 6.0),
            RANGES[kind],
            (z, a),
            across=True,
            tangent=tangent((z, a), 1e-3 if abs(z) > 2 else 0.2, 1.4),
            number=f"({z:.3f}, {a:.3f})",
        )
    )
    return curve


@pytest.mark.parametrize("kind", [*RANGES])
@pytest.mark.parametrize("z", [2.535, 2.0, 3.5, 5.9, 0.5, -0.5, -2.5, -5.9])
def test_no_line_runs_through_the_words(qapp, qtbot, z: float, kind: Activation) -> None:
    curve = curve_at(z, kind)
    qtbot.addWidget(curve)
    point = curve._at(curve.picture.point)
    words = curve.words_box(point, curve.said())
    assert curve.rect().toRectF().contains(words)
    for each in curve.picture.points:
        assert not words.contains(curve._at(each)), "the curve passes by"
    bottom = curve._box().bottom()
    foot = QRectF(point.x() - 0.5, point.y(), 1, bottom - point.y())
    side = QRectF(curve._box().left(), point.y() - 0.5, point.x() - curve._box().left(), 1)
    assert not words.intersects(foot)
    assert not words.intersects(side)
