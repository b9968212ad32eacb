"""Pages built as well-known news sites build theirs; all words are invented.  Each comes with the paragraphs a reader sees as the article."""

from __future__ import annotations

from typing import NamedTuple


class Site(NamedTuple):
    """One page and what is right for it: the paragraphs, the day, the author, words that begin its warnings, kinds of things left out."""

    page: str
    paragraphs: list[str]
    date: str | None = None
    author: str | None = None
    warnings: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


DAM = [
    "The dam above Oste will be drained before winter, the river board said on Monday, after engineers found a crack in its northern wall.",
    "About 900 people in the valley were told to keep a bag packed.",
    "Farmers fear for their fields. Some have moved their cattle to higher ground and do not expect to bring them back before spring.",
    "The board's director, Lena Fisk, rejected calls for her resignation and promised a full report by the end of the month.",
]
A, B, C, D = DAM
JUNK = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
FOOT = "<footer><p>© 2024 The Daily Example. All rights reserved. Registered in Elin.</p></footer>"
LD = '<script type="application/ld+json">%s</script>'


def page(body: str, head: str = "", lang: str = "en") -> str:
    return f'<!DOCTYPE html><html lang="{lang}"><head><title>Oste dam to be drained</title>{head}</head><body>{JUNK}{body}{FOOT}</body></html>'


def paras(*texts: str, begin: str = "<p>", end: str = "</p>") -> str:
    return "".join(f"{begin}{text}{end}" for text in texts)


H1 = "<h1>Oste dam to be drained</h1>"
HEAD = "Oste dam to be drained"
SITES: dict[str, Site] = {}

SITES["broadcaster, blocks and words for screen readers"] = Site(
    page(
        f'<main id="main-content"><article class="ssrcss-1a ArticleWrapper"><div data-component="headline-block">{H1}</div>'
        '<div data-component="byline-block"><div class="ssrcss-2b TextContributorName">By Ida Roth</div><div class="ssrcss-2c Role">Environment correspondent</div></div>'
        '<div data-component="image-block"><figure><img alt="The dam"><span class="ssrcss-9 VisuallyHidden">Image source, Picture Agency</span>'
        "<figcaption>The dam holds back eleven million tons of water and a lot of mud.</figcaption></figure></div>"
        + paras(f"<b>{A}</b>", B, begin='<div data-component="text-block"><div class="RichText"><p class="Paragraph">', end="</p></div></div>")
        + '<div data-component="links-block"><h2>More on this story</h2><ul><li><a href="/1">Why old dams leak and what towns can do about it</a></li></ul></div>'
        + paras(C, D, begin='<div data-component="text-block"><div class="RichText"><p class="Paragraph">', end="</p></div></div>")
        + '<section data-component="topic-list"><h2>Related Topics</h2><ul><li><a href="/t">Dams</a></li></ul></section></article></main>',
        '<meta property="article:published_time" content="2024-09-02T10:15:00.000Z">'
        + LD % '{"@type":"NewsArticle","headline":"Oste dam to be drained","datePublished":"2024-09-02T10:15:00.000Z","author":[{"@type":"Person","name":"Ida Roth"}]}',
    ),
    [HEAD, *DAM], "2024-09-02", "Ida Roth", left_out=("picture caption", "hidden text"),
)  # fmt: skip

SITES["newspaper with standfirst, pull quote and newsletter box"] = Site(
    page(
        f'<main><article><div data-gu-name="headline">{H1}</div><div data-gu-name="standfirst"><p>Valley told to pack as engineers find a crack in the wall.</p></div>'
        '<div data-gu-name="meta"><address aria-label="Contributor info"><a rel="author">Ida Roth</a> in Oste</address><div>Mon 2 Sep 2024 11.15 BST</div></div>'
        f'<div data-gu-name="body"><div class="article-body-viewer-selector"><p>{A}</p><p>{B}</p>'
        '<figure class="element-newsletter"><aside><a href="#skip">skip past newsletter promotion</a><p>Sign up to Morning Post</p>'
        "<p>Our free newsletter tells you what matters each day.</p></aside></figure>"
        f"<p>{C}</p><aside class='element-pullquote'><blockquote><p>Some have moved their cattle to higher ground</p><footer>Reporter</footer></blockquote></aside><p>{D}</p>"
        '</div></div><div data-gu-name="submeta"><ul><li><a href="/dams">Dams</a></li></ul></div></article></main>',
        '<meta property="article:published_time" content="2024-09-02T10:15:00Z"><meta property="article:author" content="https://example.org/ida-roth">'
        '<meta name="author" content="Ida Roth">',
        "en-GB",
    ),
    [HEAD, "Valley told to pack as engineers find a crack in the wall.", *DAM], "2024-09-02", "Ida Roth", left_out=("box beside the text",),
)  # fmt: skip

SITES["metered paper"] = Site(
    page(
        f'<main id="site-content"><article id="story"><header>{H1}<p class="css-byline">By <span itemprop="name">Ida Roth</span></p>'
        '<time datetime="2024-09-02T05:00:14-04:00">Sept. 2, 2024</time></header>'
        f'<section name="articleBody"><div class="css-53u6y8 StoryBodyCompanionColumn"><div><p class="css-at9mc1">{A}</p><p class="css-at9mc1">{B}</p></div></div>'
        '<div id="gateway-content"><p>Thank you for your patience while we verify access.</p><p>Already a subscriber? <a href="/l">Log in</a>.</p></div>'
        "</section></article></main>",
        LD % '{"@type":"NewsArticle","isAccessibleForFree":false,"hasPart":{"@type":"WebPageElement","isAccessibleForFree":false,"cssSelector":".meter"}}',
        "en-US",
    ),
    [HEAD, A, B], "2024-09-02", "Ida Roth", ("partial",),
)  # fmt: skip

SITES["broadcaster with placeholders and story highlights"] = Site(
    page(
        f'<section class="layout__wrapper"><div class="headline">{H1}</div><div class="byline"><div class="byline__names">By <span class="byline__name">Ida Roth</span>, Example News</div></div>'
        '<div class="timestamp">Updated 2:10 PM EDT, Mon September 2, 2024</div>'
        '<article class="article"><section class="article__main"><div class="article__content-container"><div class="article__content">'
        + paras(A, B, begin='<p class="paragraph inline-placeholder vossi-paragraph" data-component-name="paragraph">')
        + '<div class="ad-slot"><p>Ad Feedback</p></div><div class="related-content"><p>Related article</p><a href="/2">Ten dams that failed in the night</a></div>'
        + paras(C, D, begin='<p class="paragraph inline-placeholder vossi-paragraph" data-component-name="paragraph">')
        + "</div></div></section></article></section>",
        '<meta name="author" content="Ida Roth, Example News">',
        "en",
    ),
    [HEAD, *DAM], "2024-09-02",
)  # fmt: skip

SITES["agency with rich text body"] = Site(
    page(
        f'<div class="Page-content"><main class="Page-main">{H1}<bsp-story-page><div class="Page-byline"><div class="Page-authors">By <a href="/a">IDA ROTH</a></div></div>'
        f'<div class="RichTextStoryBody RichTextBody"><p>OSTE (EX) — {A}</p><p>{B}</p><div class="Enhancement"><div class="Enhancement-item"><figure class="Figure">'
        '<figcaption class="Figure-caption"><p>Water runs off the dam on Monday.</p></figcaption></figure></div></div>'
        f'<p>{C}</p><div class="SovrnAd Advertisement"><p>Advertisement</p></div><p>{D}</p><p>___</p></div></bsp-story-page></main></div>',
        '<meta property="og:site_name" content="Example Press"><meta property="article:published_time" content="2024-09-02T08:00:00">',
    ),
    [HEAD, f"OSTE (EX) — {A}", B, C, D], "2024-09-02",
)  # fmt: skip

SITES["agency with paragraphs as div"] = Site(
    page(
        f'<main><article><div data-testid="ArticleHeader"><h1 data-testid="Heading">{HEAD}</h1><time datetime="2024-09-02T08:00:00Z"><span>September 2, 2024</span><span>8:00 AM UTC</span></time></div>'
        '<div class="article-body__content__17Yit" data-testid="ArticleBody">'
        + "".join(f'<div data-testid="paragraph-{n}" class="text__text__1FZLe article-body__element">{text}</div>' for n, text in enumerate(DAM))
        + '<div class="sign-off"><p data-testid="SignOff">Reporting by Ida Roth; Editing by Per Lund</p></div></div></article></main>',
    ),
    [HEAD, *DAM, "Reporting by Ida Roth; Editing by Per Lund"], "2024-09-02",
)  # fmt: skip

SITES["broadcaster with list of more stories in the text"] = Site(
    page(
        f'<main id="main-content-area"><header class="article-header">{H1}<p class="article__subhead"><em>Engineers found a crack in the northern wall of the old dam.</em></p></header>'
        f'<div class="article-dates"><div class="date-simple css-y"><span class="screen-reader-text">Published On 2 Sep 2024</span><span aria-hidden="true">2 Sep 2024</span></div></div>'
        f'<div class="wysiwyg wysiwyg--all-content"><p>{A}</p><div class="more-on"><h2 class="more-on__heading">Recommended Stories</h2>'
        f'<span class="screen-reader-text">list of 1 item</span><ul><li class="more-on__list-item"><a href="/3">What a dam does</a></li></ul></div><p>{B}</p>'
        f"<h2>Cattle moved</h2><p>{C}</p><p>{D}</p></div></main>",
    ),
    [HEAD, "Engineers found a crack in the northern wall of the old dam.", A, B, "Cattle moved", C, D], "2024-09-02", left_out=("hidden text",),
)  # fmt: skip

SITES["channel with links in capitals"] = Site(
    page(
        f'<article class="article-wrap"><header class="article-header">{H1}<div class="author-byline">By <a>Ida Roth</a></div></header><div class="article-content"><div class="article-body">'
        f'<p class="speakable">{A}</p><p>{B}</p><p><a href="/4"><u><strong>WATER FIRM FINED AFTER FLOOD IN SECOND TOWN</strong></u></a></p><p>{C}</p>'
        f'<div class="article-cta"><p><a href="/app"><strong>CLICK HERE TO GET THE EXAMPLE APP</strong></a></p></div><p>{D}</p></div></div></article>',
        '<meta name="dc.date" content="2024-09-02">',
    ),
    [HEAD, *DAM], "2024-09-02",
)  # fmt: skip

SITES["live blog"] = Site(
    page(
        f'<main><h1>{HEAD} – live</h1><div class="liveblog">'
        '<article class="block" id="b3"><header><p class="block-time"><time datetime="2024-09-02T12:40:00Z">12.40pm</time></p><h2>Director stays in office</h2></header>'
        f"<div><p>{D}</p></div></article>"
        '<article class="block" id="b2"><header><p class="block-time"><time datetime="2024-09-02T11:20:00Z">11.20am</time></p><h2>Cattle go up the hill</h2></header>'
        f"<div><p>{C}</p></div></article>"
        '<article class="block" id="b1"><header><p class="block-time"><time datetime="2024-09-02T10:05:00Z">10.05am</time></p><h2>Crack found in the wall</h2></header>'
        f"<div><p>{A}</p><p>{B}</p></div></article></div></main>",
        LD % '{"@type":"LiveBlogPosting","datePublished":"2024-09-02T10:00:00Z"}',
    ),
    [f"{HEAD} – live", "Director stays in office", D, "Cattle go up the hill", C, "Crack found in the wall", A, B], "2024-09-02",
)  # fmt: skip

SITES["blog software, classic"] = Site(
    page(
        '<div id="page" class="hfeed site"><div id="content" class="site-content content-sidebar-wrap"><div id="primary"><article id="post-12" class="post-12 post tag-water category-news">'
        f'<header class="entry-header"><h1 class="entry-title">{HEAD}</h1><div class="entry-meta"><span class="posted-on">Posted on <time class="entry-date published" datetime="2024-09-02T09:00:00+00:00">September 2, 2024</time></span>'
        f'<span class="byline"> by <span class="author vcard"><a class="url fn n">Ida Roth</a></span></span></div></header><div class="entry-content"><p>{A}</p><blockquote class="wp-block-quote"><p>We will not be moved.</p><cite>Ivo Brandt, farmer</cite></blockquote>'
        f'<p>{B}</p><p>{C}</p><p>{D}</p><div class="sharedaddy"><h3>Share this:</h3><ul><li><a>Twitter</a></li></ul></div></div></article>'
        '<div id="comments"><h2>2 thoughts on “Oste dam to be drained”</h2><ol><li><p>I have lived below this wall for thirty years and never saw a crack in it.</p></li></ol></div></div>'
        '<aside id="secondary"><h2>Recent posts</h2></aside></div></div>',
    ),
    [HEAD, A, "“We will not be moved.”", "Ivo Brandt, farmer", B, C, D], "2024-09-02", "Ida Roth",
)  # fmt: skip

SITES["table layout with line breaks"] = Site(
    f"<html><head><title>{HEAD}</title></head><body bgcolor=white><table width=100%><tr><td width=120><a href=/>Home</a><br><a href=/w>World</a></td><td>"
    f"<font size=5><b>{HEAD}</b></font><br><br><font face=Arial>{A}<br><br>{B}<br><br>{C}<br><br>{D}</font></td></tr></table></body></html>",
    [HEAD, *DAM],
)

SITES["quotations of the three kinds"] = Site(
    page(
        f"<article>{H1}<p>{A}</p><p>Ms Fisk told the board: <q>Nobody said <q>run</q> to us</q> and sat down.</p><p>Mayor Olan Beck said in a statement:</p>"
        "<figure><blockquote><p>This wall is a disgrace.</p><p>We called it “the sieve” for years.</p></blockquote><figcaption>— Olan Beck, on Monday</figcaption></figure>"
        f"<blockquote>“Enough is enough,” the union said.</blockquote><p>{C}</p><p>{D}</p></article>",
    ),
    [
        HEAD, A, "Ms Fisk told the board: “Nobody said ‘run’ to us” and sat down.", "Mayor Olan Beck said in a statement:", "“This wall is a disgrace.",
        "“We called it ‘the sieve’ for years.”", "— Olan Beck, on Monday", "“Enough is enough,” the union said.", C, D,
    ],
)  # fmt: skip

SITES["words in small tags, struck out and repeated"] = Site(
    page(
        f"<article>{H1}<p>On <time datetime='2023-01-05'>Thursday, Jan. 5,</time> the <abbr title='River Board'>RB</abbr> found <data value='2'>two</data> "
        f"<label>cracks</label>, <output>9 metres</output> <mark>long</mark>, in <del>three</del> <ins>both</ins> <s>walls</s> towers.</p><p>{B}</p><p>{B}</p><p>{C}</p><p>{D}</p></article>",
        '<meta property="article:published_time" content="2023-01-09">',
    ),
    [HEAD, "On Thursday, Jan. 5, the RB found two cracks, 9 metres long, in both towers.", B, B, C, D], "2023-01-09", left_out=("deleted passage",),
)  # fmt: skip

SITES["page inside a form, paragraph classes that look like boxes"] = Site(
    page(
        f'<form id="aspnetForm" action="/story"><div class="content">{H1}<p class="teaser">{A}</p><p>{B}</p><p class="rating">{C}</p><p>{D}</p></div></form>',
        '<meta name="pubdate" content="20240902">',
    ),
    [HEAD, *DAM], "2024-09-02",
)  # fmt: skip

SITES["shell hidden by a consent box"] = Site(
    page(
        f'<div id="app" aria-hidden="true"><main><article>{H1}<p>{A}</p><p>{B}</p><p hidden>You have to log in to see who reads this.</p><p style="color:red;display: none">Secret words.</p>'
        f'<p>{C}</p><p>{D}</p></article></main></div><div class="consent-modal"><p>We and our 811 partners use cookies.</p></div>',
    ),
    [HEAD, *DAM], left_out=("hidden text",),
)  # fmt: skip

SITES["longer body in the metadata, lock at the end"] = Site(
    page(
        f'<article class="premium">{H1}<div class="story"><p>{A}</p><p>{B}</p><p>Subscribe to continue reading this article.</p></div></article>',
        LD % ('{"@context":"https://schema.org","@graph":[{"@type":["ReportageNewsArticle"],"datePublished":"2024-09-02","articleBody":"' + " ".join(DAM) + '"}]}'),
    ),
    [HEAD, A, B], "2024-09-02", warnings=("partial",), left_out=("call to pay or log in",),
)  # fmt: skip

SITES["encyclopaedia news with reference marks and question marks in tags"] = Site(
    page(
        f'<div id="content" class="mw-body"><h1 id="firstHeading">{HEAD}</h1><div id="bodyContent"><div id="mw-content-text"><div class="mw-parser-output"><p><strong class="published"><span id="publishDate" class="value-title" title="2024-09-02"></span>Monday, September 2, 2024</strong></p>'
        f'<p>{A}<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup></p><p>{B}</p><p>{C}</p><p>{D}</p></div></div></div></div>',
    ),
    [HEAD, *DAM], "2024-09-02",
)  # fmt: skip
