"""What can be asked of the ``framing`` command, and how."""

from __future__ import annotations

import argparse


def command_line() -> argparse.ArgumentParser:
    """Return the parser of the command and all its parts."""
    parser = argparse.ArgumentParser(prog="framing", description="Read how a news article frames its story.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    report = commands.add_parser("report", help="write one HTML report per article, and index.html for several")
    kinds = "a .txt, .md, .html, .docx, .rtf or .pdf file, the export of a news database, a folder of these, or a web address"
    report.add_argument("articles", nargs="+", metavar="ARTICLE", help=kinds)
    report.add_argument("-o", "--output", metavar="FOLDER", default="reports", help="where the reports go (default: reports)")
    report.add_argument("--open", action="store_true", help="open the report, or the list of several, in the browser")
    read = commands.add_parser("read", help="print an article as the program understood it: metadata, warnings, what it left out, text")
    read.add_argument("article", metavar="ARTICLE", help=kinds)
    as_json = commands.add_parser("json", help="print all tables of one article as JSON")
    as_json.add_argument("article", metavar="ARTICLE")
    as_json.add_argument("-o", "--output", metavar="FILE", help="where the JSON goes (default: the terminal)")
    sides = commands.add_parser("sides", help="write the sides found in one article to a file that you can correct and give to --sides")
    sides.add_argument("article", metavar="ARTICLE")
    sides.add_argument("-o", "--output", metavar="FILE", help="where the sides go, as JSON (default: the terminal)")
    corrections = commands.add_parser("corrections", help="write a file in which you can correct one article, to give to --corrections")
    corrections.add_argument("article", metavar="ARTICLE")
    corrections.add_argument("-o", "--output", metavar="FILE", help="where the file goes, as JSON (default: the terminal)")
    worksheet = commands.add_parser("worksheet", help="write a page in which students code an article, or compare two, in a browser, without Python")
    worksheet.add_argument("article", metavar="ARTICLE")
    second = "a second report of the same event: the page then asks what both report, and how each treats the sides"
    worksheet.add_argument("other", metavar="SECOND", nargs="?", help=second)
    worksheet.add_argument("-o", "--output", metavar="FILE", help="where the page goes (default: ARTICLE's name and _worksheet.html)")
    some = "which questions: all (default); short, without harm, roles and frames, for a young class or a short lesson; or names with commas"
    worksheet.add_argument("--ask", metavar="QUESTIONS", default="all", help=some)
    compare = commands.add_parser("compare", help="write a page that shows two or more reports of one event side by side")
    compare.add_argument("articles", nargs="+", metavar="ARTICLE", help=kinds)
    compare.add_argument("-o", "--output", metavar="PAGE", default="comparison.html", help="where the page goes (default: comparison.html)")
    compare.add_argument("--save", metavar="FOLDER", help="also write the tables as CSV and Parquet into this folder")
    handout = commands.add_parser("handout", help="write the plain text of one or more articles as pages to print for students")
    handout.add_argument("articles", nargs="+", metavar="ARTICLE", help=kinds)
    handout.add_argument("-o", "--output", metavar="PAGE", default="handout.html", help="where the page goes (default: handout.html)")
    corpus = commands.add_parser("corpus", help="read many articles into a folder of tables, in several processes; it picks up where it was stopped")
    many = "a folder, an export, a CSV, JSON lines or Parquet file with one article per row, or a web address"
    corpus.add_argument("sources", nargs="+", metavar="SOURCE", help=many)
    corpus.add_argument("-o", "--output", metavar="FOLDER", required=True, help="where the tables go; articles already there are not read again")
    corpus.add_argument("--workers", metavar="N", type=int, help="how many processes read (default: one per core)")
    corpus.add_argument("--scheduler", metavar="ADDRESS", help="a Dask cluster to read on instead, such as tcp://host:8786")
    corpus.add_argument("--memory", metavar="SIZE", default="2GB", help="what each process may use (default: 2GB)")
    corpus.add_argument("--text", metavar="COLUMN", help="the column with the articles' texts (default: guessed by its name)")
    corpus.add_argument("--csv", action="store_true", help="write every table as CSV too, into FOLDER/csv")
    for command in (report, as_json):
        command.add_argument("--corrections", metavar="FILE", help="a JSON file with your corrections, made by `framing corrections`")
    lessons = commands.add_parser("lessons", help="write all lessons with their results and exercises as pages, for reading without Python")
    own = "read this article instead of those that come with the lessons; a second report of the same event goes into lesson 11"
    lessons.add_argument("articles", nargs="*", metavar="ARTICLE", help=own)
    lessons.add_argument("-o", "--output", metavar="FOLDER", default="lessons", help="where the pages go (default: lessons)")
    coded = commands.add_parser("class", help="sum up the answers of a class: a page, a gradebook, a table of the sentences")
    coded.add_argument("answers", metavar="FOLDER", help="the folder with the students' answer files, one per student")
    coded.add_argument("article", metavar="ARTICLE", help="the article they coded")
    coded.add_argument("-o", "--output", metavar="FOLDER", default="class", help="where page and tables go (default: class)")
    own = "answers to compare with: one reader's answer file, or a folder of tables like those in seeds/annotations"
    coded.add_argument("--reference", metavar="FILE", help=own)
    coded.add_argument("--pass", dest="pass_number", type=int, choices=(1, 2), default=1, help="which pass of coding (default: 1)")
    for command in (report, as_json, corrections, worksheet, compare, corpus, lessons):
        command.add_argument("--sides", metavar="FILE", help='a JSON file with the sides: {"Armenia": ["Armenian", "Yerevan"], "Azerbaijan": [...]}')
    commands.add_parser("check", help="check that everything is installed and works")
    return parser
