"""A web page into a report: the article's words by trafilatura, and what the page says about them.

The body has one paragraph a line, without navigation, banners and comments. Where a page carries its words only in
JSON-LD, those are the body. A page without an article (a section front, a script's empty shell) is refused.
"""

from __future__ import annotations

import logging
import re
from typing import Any

from chiltern.errors import UnreadableReport
from chiltern.reports.fields import iso_date, one_line, web_address
from chiltern.reports.metadata import article_text, find_article, page_fields
from chiltern.reports.model import Report

_NO_ARTICLE = "a page without an article: save the article's own page, or its text"
# `noscript` asks to turn scripts on. JSON-LD is read by ourselves, since trafilatura runs its paragraphs together.
_NOT_SHOWN = "//noscript | //script"
# A sentence: six words or more that end as sentences do. Menus and teasers have none; a cookie notice or an error
# page has one or two, under 25 words together; the shortest news in brief has more.
_SENTENCE_WORDS = 6
_ARTICLE_WORDS = 25
# A reference to a character that XML does not have (U+001B, say): lxml stops at a paragraph that holds one.
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|(\d{1,8}));?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")


def html_report(text: str, name: str, where: str | None = None) -> Report:
    """The report on a web page, given its characters; `where` is what messages call it (the name, unless given).

    Raises `UnreadableReport` for a page without an article.
    """
    where = where or name
    if not text or text.isspace():
        raise UnreadableReport(where, "empty: it holds no text")
    _quieten()
    try:
        tree = _tree(text)
        article = find_article(tree) if tree is not None else None
        fields = page_fields(tree, article) if tree is not None else {}
        body = _article(tree) if tree is not None else ""
        if not _is_article(body):
            body = article_text(article) if article else ""
        if not _is_article(body):
            raise UnreadableReport(where, _NO_ARTICLE)
        return Report(name=name, body=body, **(_guessed(tree, fields) | fields))
    except UnreadableReport:
        raise
    except Exception as error:  # the parsers beneath are given any bytes, and promise nothing about what they raise
        raise UnreadableReport(where, f"a page that cannot be taken apart ({type(error).__name__})") from error


def _quieten() -> None:
    """Keep the libraries' own lines off the terminal, unless the program that uses them asks for logging."""
    for library in ("trafilatura", "htmldate", "courlan", "justext"):
        logger = logging.getLogger(library)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def _tree(text: str) -> Any:
    """The page's lxml tree; a fragment is wrapped first, since the parser refuses it alone; None for no markup."""
    from trafilatura import load_html  # 0.25 s to import, and the command line must start in 0.2

    text = _REFERENCE.sub(_allowed, text)
    tree = load_html(text)
    return tree if tree is not None else load_html(f"<html><body><div>{text}</div></body></html>")


def _allowed(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    allowed = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code <= 0x10FFFF
    return reference[0] if allowed else ""


def _article(tree: Any) -> str:
    from trafilatura import bare_extraction  # start-up time, as above

    page = bare_extraction(tree, favor_recall=True, include_comments=False, prune_xpath=_NOT_SHOWN)
    lines = (one_line(line) for line in str(getattr(page, "text", None) or "").splitlines())
    return "\n".join(line for line in lines if line)


def _is_article(body: str) -> bool:
    counts = (len(line.split()) for line in body.split("\n") if _SENTENCE_END.search(line))
    return sum(count for count in counts if count >= _SENTENCE_WORDS) >= _ARTICLE_WORDS


def _guessed(tree: Any, stated: dict[str, str]) -> dict[str, str]:
    """What trafilatura makes of the visible page, for the fields that the page does not state."""
    if stated.keys() >= {"title", "publisher", "published", "author", "url"}:
        return {}
    from trafilatura.metadata import extract_metadata  # start-up time, as above

    # The quick search looks at markup and address only; the extensive one takes any date in the text for the page's.
    made = extract_metadata(tree, date_config={"extensive_search": False, "original_date": True})
    guesses = {
        "title": one_line(made.title),
        "publisher": one_line(made.sitename),
        "author": one_line((made.author or "").replace(";", ",")),
        "published": iso_date(made.date) if made.date else None,
        "url": web_address(made.url),
    }
    return {field: value for field, value in guesses.items() if value}
