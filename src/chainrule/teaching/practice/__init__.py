"""Practice: values are hidden, the learner finds them, and a wrong answer is understood."""
