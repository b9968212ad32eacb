"""What do students answer, and how far do they and the model agree?

This room may ask all those before it.
"""

from analysis.lazy import hand_on

__getattr__, __dir__, __all__ = hand_on(
    __name__,
    {
        "annotation": "Annotation AnnotationError",
        "answer_file": "read_annotation",
        "coding": "CodingTask codebook coding_task",
        "worksheet": "write_worksheet",
        "widget": "CodingForm annotate",
        "coders": "ClassCoding read_class",
        "units": "word_shares",
        "alpha": "krippendorff_alpha percent_agreement",
        "agreement": "Agreement measure_agreement",
        "mixed_up": "Confusion confusion",
        "model_coder": "ModelComparison compare_model",
        "comparing": "Reader",
        "one_word": "WordTest change_one_word",
        "playground": "Playground",
        "threshold": "ThresholdSlider",
        "own_words": "compare_words missed_words",
        "reference": "read_reference",
        "class_summary": "ClassSummary sum_up_class",
        "class_page": "write_class",
        "handout": "write_handout",
        "lessons": "Lesson export_lesson list_lessons write_lesson_list",
    },
)
