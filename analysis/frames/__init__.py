"""Which frame?  May ask the rooms of reading, who, voices, stance, terms and narrative."""

from analysis.lazy import hand_on

__getattr__, __dir__, __all__ = hand_on(
    __name__,
    {
        "frames": "FRAMES find_frames",
        "peace": "peace_indicators",
        "questions": "all_questions answer",
    },
)
