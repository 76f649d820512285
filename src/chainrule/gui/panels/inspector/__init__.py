"""The Inspector: all about what is selected."""

from chainrule.gui.panels.inspector.inspector import Inspector as Inspector
