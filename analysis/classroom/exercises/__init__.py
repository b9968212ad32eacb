"""Self-checks of the exercises: each takes an answer, says whether it is right, and if not, what to look at again; never the answer itself.

An answer of ``...`` is one not given yet.  What is right is worked out from the article's tables or from the numbers of the task, so a check
works on any article.  Where a sentence is to be written, the suite reads it and says what it found; then there are many right answers.
"""

from analysis.lazy import hand_on

__getattr__, __dir__, __all__ = hand_on(
    __name__,
    {
        "feedback": "Feedback",
        "start_here": "check_count check_cut",
        "read_first": "check_practice practice",
        "whose_voice": "check_narrator_words check_speech check_without_marks",
        "stance_by_sentence": "check_mean_score check_rewriting check_score",
        "loaded_terms": "check_doubted check_expected check_plain_words check_strongest_term",
        "framing_shift": "check_p_value check_zone_rate",
        "can_we_trust_it": "check_macro_f1 check_mean_move",
        "class_agreement": "check_alpha check_percent_agreement",
        "your_own_article": "check_papers check_sides",
        "who_acts": "check_agentless check_forms check_harm_codes check_named_harms",
        "many_articles": "check_apart check_units check_value",
        "two_reports": "check_left_out check_only_quoted check_same_fact",
        "which_frame": "check_frame_or_remark check_matched_frames check_share_of_people check_strongest_sentence",
    },
)
