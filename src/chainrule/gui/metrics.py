"""Sizes of the window in logical pixels at UI scale 100%, each named once."""

from __future__ import annotations


class Metrics:
    """Space, radii, lines, canvas objects and knobs. Only a namespace: never made."""

    # space
    GRID = 8
    HALF = 4
    DOCK_PADDING = 16
    LESSON_PADDING = 20
    SECTION_PADDING = 14
    ICON_GAP = 8
    TOOLBAR_GAP = 10

    # radii
    RADIUS_MINI = 4
    RADIUS = 6
    RADIUS_TILE = 8
    RADIUS_HERO = 12

    # heights
    MENU_BAR = 28
    TOOLBAR = 52
    DOCK_HEADER = 40
    STRIP = 84
    STATUS_BAR = 28
    TOOL_BUTTON = 36
    BUTTON = 32
    STRIP_BUTTON = 30
    NUMBER_BOX = 28
    TABLE_ROW = 30
    LESSON_ROW = 32
    STEP_ROW = 31
    HISTORY_BAR = 48
    FOLDED_DOCK = 36

    # widths
    LEFT_DOCK = 264
    STEPS_DOCK = 384
    SURFACE_DOCK = 440
    RIGHT_DOCK = 336
    RIGHT_DOCK_SMALL = 296
    BOTTOM_DOCK = 224
    BOTTOM_DOCK_SMALL = 152
    TRAINING = 312
    RAIL = 44
    WINDOW_LEAST = (900, 600)
    WIDE_WINDOW = 1280
    MIDDLE_WINDOW = 1100
    LOW_WINDOW = 720
    PLAY = (96, 36)

    # lines
    HAIRLINE = 1.0
    TRAIN_LINE = 2.25
    TEST_LINE = 2.0
    TEST_DASH = (8.0, 4.0)
    RAW_LINE = 1.25
    """of values that a smooth curve is drawn beside, or that lie ahead while looking back"""
    GHOST_LINE = 1.75
    GHOST_DASH = (5.0, 4.0)
    ICON_LINE = 1.75
    CONTOUR_LINE = 1.75

    # focus and selection
    FOCUS_RING = 2
    FOCUS_GAP = 2
    FOCUS_DASH = (4.0, 2.0)
    SELECTION_RING = 2.0
    SELECTION_GAP = 6.0
    SELECTION_BAND = 10.0
    HOVER_BAND = 2.0

    # shadow of menus and dragged neurons
    SHADOW_Y = 4
    SHADOW_BLUR = 12
    SHADOW_LIGHT = 0.14
    SHADOW_DARK = 0.40

    # canvas at zoom 100%
    NEURON = (38.0, 32.0, 24.0, 13.0)
    """radius: up to 5 neurons in all, up to 8 in the largest layer, up to 12, above"""
    NEURON_SMALLEST = 10.0
    NEURON_CROWDED = 16.0
    NEURON_LINE = 2.0
    NEURON_LINE_ACTIVE = 2.5
    PIXEL = 36.0
    PIXEL_PITCH = 38.0
    PIXEL_RADIUS = 3.0
    LOSS_BOX = (96.0, 66.0)
    LOSS_LINE = 2.0
    TARGET_BOX = (96.0, 50.0)
    TARGET_LINE = 1.5
    NAME_OFFSET = 19.0
    BIAS_OFFSET = 10.0
    ACTIVATION_OFFSET = 30.0
    Z_OFFSET = 37.0
    DELTA_OFFSET = 63.0
    PILL_ROW_1 = 24.0
    PILL_ROW_2 = 22.0
    PILL_PADDING = 9.0
    PILL_SMALL = 20.0
    PILL_SMALL_PADDING = 6.0
    PILL_SEVERAL_AT = 0.36
    PILL_SINGLE_AT = 0.5
    PILL_STEP = 0.04
    PILL_STEPS = 5
    PILL_APART = 2.0
    HALO = 11.0
    HALO_OPACITY = 0.15
    COMET_TAIL = 0.28
    COMET_WIDER = 3.0
    COMET_HEAD = 7.0
    COMET_CORE = 2.5
    CHEVRON_PITCH = 12.0
    CHEVRON_ARM = 7.0
    CHEVRON_LINE = 3.5
    CHEVRON_OPACITY = (1.0, 0.74, 0.48)
    COLUMN_EXTRA = 90.0
    EDGE_HIT = 12.0
    NEURON_HIT = 4.0
    PORT = 8.0
    SNAP = 6.0
    PORT_SNAP = 24.0
    DRAG_START = 4.0
    ARROW_SHAFT = 6.0
    ARROW_HEAD = 10.0
    ARROW_LEAST = 7.0
    LOCK = 12.0

    # knobs
    KNOB_FACE = 22.0
    KNOB_ARC = 29.0
    KNOB_ARC_LINE = 4.0
    KNOB_START = 135.0
    """degrees, clockwise from three o'clock"""
    KNOB_SPAN = 270.0
    KNOB_TICKS = 11
    KNOB_TICK_FROM = 35.5
    KNOB_TICK_TO = 38.5
    KNOB_LONG_TICK_TO = 39.5
    KNOB_POINTER = (9.0, 19.0)
    KNOB_POINTER_LINE = 2.5
    KNOB_BOX = (72, 28)
    KNOB_DRAG = 200.0
    KNOB_FINE_DRAG = 2000.0
