"""What a check of the exercises said to a learner."""

from __future__ import annotations

from analysis.classroom.exercises.feedback import Feedback


def said(feedback) -> str:
    """Return the words of the feedback, after looking at how it shows itself."""
    assert isinstance(feedback, Feedback)
    assert feedback.text[0].isupper() or feedback.text[0].isdigit() or feedback.text[0] == "“"
    shown = feedback._repr_html_()
    assert ("Right." in shown) is feedback.right and ("Not yet." in shown) is not feedback.right
    return feedback.text
