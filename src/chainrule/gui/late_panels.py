"""The panels that are made after the first paint, and what connects them to the window.

Their modules need numpy and are loaded only when a panel is made: the first picture comes sooner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainrule.gui.main_window import MainWindow
    from chainrule.gui.panels.data import DataPanel
    from chainrule.gui.panels.inspector import Inspector


def make_inspector(window: MainWindow) -> Inspector:
    """Make the Inspector in its dock, showing what is selected."""
    from chainrule.gui.panels.inspector import Inspector

    panel = Inspector(window.theme)
    panel.selection_changed.connect(window.select)
    panel.hovered.connect(window.canvas.ring)
    panel.path_lit.connect(window.path_mode.light)
    panel.check_requested.connect(window.commands.check_gradients)
    panel.new_weights_requested.connect(window.commands.new_weights)
    panel.row_chosen.connect(window.driver.show_row)
    panel.tested.connect(window.driver.ask_of_test)
    window.origins.join(panel)
    window.what_if.join(panel)
    window.docks.put(window.docks.inspector, panel)
    _join(window, panel)
    panel.set_selection(window.selection)
    return panel


def make_data_panel(window: MainWindow) -> DataPanel:
    """Make the Data panel in its dock, showing the present moment."""
    from chainrule.gui.panels.data import DataPanel

    panel = DataPanel(window.theme)
    panel.row_chosen.connect(window.driver.show_row)
    panel.asked.connect(window.driver.ask)
    panel.said.connect(window.status.say)
    window.commands.undoing.join(panel)
    panel.offer(window.actions_by_name["data.sets"], window.actions_by_name["file.import_csv"])
    window.docks.put(window.docks.data, panel)
    _join(window, panel)
    return panel


def _join(window: MainWindow, panel: Inspector | DataPanel) -> None:
    """Let a panel that was made late take part in edits and moments."""
    panel.edit_requested.connect(window.apply)
    panel.merge_ended.connect(window.document.close_merge)
    window.late_panels.append(panel)
    panel.show_moment(window.driver.moment())
