import pytest

from chainrule.gui.canvas.geometry import Box
from chainrule.gui.canvas.viewport import Viewport


def test_zoom_holds_the_place_under_the_pointer():
    view = Viewport(800, 600, 1.3, 40, -20)
    place = view.to_canvas((123, 456))
    assert view.zoomed(2.7, (123, 456)).to_screen(place) == pytest.approx((123, 456))


@pytest.mark.parametrize(("asked", "given"), [(0.01, 0.1), (9.0, 4.0)])
def test_zoom_stays_between_10_and_400_percent(asked, given):
    assert Viewport(800, 600).zoomed(asked).zoom == given


def test_fit_shows_everything_below_the_heads():
    box = Box(300, 100, 2000, 500)
    view = Viewport(840, 486).fitted(box)
    left, top = view.to_screen((box.left, box.top))
    right, bottom = view.to_screen((box.right, box.bottom))
    assert left >= 0
    assert right <= 840
    assert top >= 44, "the heads of the columns need room"
    assert bottom <= 486


def test_fit_enlarges_a_small_network_only_so_far():
    assert Viewport(2000, 2000).fitted(Box(0, 0, 100, 100)).zoom == 1.5
    assert Viewport(840, 486).fitted(None).zoom == 1.0


def test_resize_keeps_the_middle():
    view = Viewport(800, 600, 1.5, 10, 20)
    middle = view.to_canvas((400, 300))
    assert view.resized(1000, 500).to_canvas((500, 250)) == pytest.approx(middle)


def test_glide_ends_where_it_is_going():
    start, end = Viewport(800, 600, 1.0, 0, 0), Viewport(800, 600, 2.0, 50, -90)
    reached = start.between(end, 1.0)
    assert (reached.zoom, reached.dx, reached.dy) == pytest.approx((2.0, 50, -90))


def test_what_a_smaller_size_cuts_off_is_lost():
    box = Box(400, 300, 600, 400)
    view = Viewport(1000, 700, 1.2).zoomed(1.2)
    view = view.moved(500 - 1.2 * 400, 350 - 1.2 * 300)
    assert view.shows(box)
    assert not view.resized(900, 700).loses(box, view), "it is seen still"
    assert view.resized(600, 700).loses(box, view), "both sides are cut off"
    aside = view.moved(300, 0)
    assert aside.resized(600, 700).loses(box, aside), "it had room, and has none now"
    near = view.zoomed(3.0)
    assert not near.resized(600, 700).loses(box, near), "it was cut off before"
    assert view.fitted(box).shows(box, apart=True), "a fit is clear of the heads"
    assert not view.moved(0, -120).shows(box, apart=True), "it lies on the heads"
