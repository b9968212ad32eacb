"""How does a file or an address become an article, and an article sentences?

This room asks no other.
"""

from analysis.lazy import hand_on

__getattr__, __dir__, __all__ = hand_on(
    __name__,
    {
        "article": "Article read_article",
        "draft": "ArticleError LeftOut",
        "several": "read_articles",
        "parse": "PIPELINE Parsed Quote pipeline",
        "web": "is_web_address",
    },
)
