"""Practice in the window: values are hidden, boxes stand in their places, answers are explained."""
