"""The names of the files of reports: plain, and no two alike."""

from __future__ import annotations

from analysis.report.names import report_names


def test_report_names_are_plain_and_differ():
    names = report_names(["a/story.txt", "b/story.txt", "https://example.org/news/42/", "weird name?.md"])
    assert names == ["story", "story_2", "example.org_news_42", "weird_name"]
    assert report_names(["a/nul.txt", "b/NUL.txt", "e\u0301.txt", "\u00e9.txt"]) == ["article_nul", "article_NUL_2", "\u00e9", "\u00e9_2"]


def test_several_reports_get_a_list_and_the_list_keeps_its_name():
    assert report_names(["a/index.html", "b/other.txt"]) == ["index_2", "other"]
    assert report_names(["a/index.html"]) == ["index"]
