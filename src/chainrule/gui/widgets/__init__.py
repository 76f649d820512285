"""Controls of our own: knob, segmented control, number box, play button, speed."""
