"""Whose voice speaks, the reporter’s or a source’s?

This room may ask ``reading`` and ``who``.
"""

from analysis.lazy import hand_on

__getattr__, __dir__, __all__ = hand_on(
    __name__,
    {
        "voices": "find_voices voice_at voice_parts voices_at",
        "tagger": "tagged",
        "speech": "Voice cues",
        "voice_rules": "voices_by_rules",
        "sourcing": "attributions cue_tones first_and_last names_speaker",
    },
)
