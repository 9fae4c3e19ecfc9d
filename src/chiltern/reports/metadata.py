"""What a web page says about its article: title, publisher, dates, author, address.

Read from JSON-LD first (NewsArticle and its kin, also inside lists and `@graph`), then Open Graph and `article:`
meta tags, then other meta tags. All of it is written by strangers: malformed blocks and values of a wrong kind are
passed over for the next source, and every value is cleaned.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from chiltern.errors import BadDate
from chiltern.reports.fields import iso_date, one_line, web_address

_ARTICLE = re.compile(r"(?:https?://schema\.org/|schema:)?(\w*NewsArticle|Article|BlogPosting|LiveBlogPosting)")
_TAG = re.compile(r"<[^>]{1,500}>")
_BYLINE = re.compile(r"(?:written )?by:?\s+", re.IGNORECASE)
_LONGEST_NAME = 500  # characters; a longer title or author is a whole text in the wrong place

# Names in lower case, best first. The dotted ones are Dublin Core; the rest are what common publishing systems write.
_META = {
    "title": ("og:title", "dc.title", "dcterms.title", "parsely-title", "twitter:title", "headline"),
    "publisher": ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name"),
    "author": (
        "article:author",
        "author",
        "dc.creator",
        "dcterms.creator",
        "parsely-author",
        "sailthru.author",
        "byl",
    ),
    "published": (
        *("article:published_time", "og:published_time", "article:published", "datepublished"),
        *("dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created"),
        *("parsely-pub-date", "originalpublicationdate", "sailthru.date", "publish-date", "publish_date"),
        *("publication_date", "pubdate", "date"),
    ),
    "modified": (
        *("article:modified_time", "og:updated_time", "article:modified", "datemodified"),
        *("dc.date.modified", "dcterms.modified", "last-modified", "lastmod"),
    ),
    "url": ("og:url", "parsely-link", "twitter:url"),
}

Json = dict[str, Any]


def page_fields(tree: Any, article: Json | None) -> dict[str, str]:
    """The fields of a Report that the page states; its lxml tree, and its JSON-LD article (see `find_article`)."""
    tags = _meta_tags(tree)
    stated = _stated_by(article) if article else {}
    clean: dict[str, Callable[[str], str | None]] = {
        "title": _name,
        "publisher": _name,
        "author": _author,
        "published": _date,
        "modified": _date,
        "url": web_address,
    }
    found: dict[str, str] = {}
    for field, cleaned in clean.items():
        candidates = [*stated.get(field, ()), *(value for key in _META[field] for value in tags.get(key, ()))]
        if field == "url":
            candidates[:0] = _canonical_links(tree)
        best = next((made for value in candidates if (made := cleaned(value))), None)
        if best:
            found[field] = best
    return found


def find_article(tree: Any) -> Json | None:
    """The JSON-LD object that describes the page's article: the one with the page's own address, else the first.

    Its references to other objects of the page (`{"@id": …}`) for author and publisher are resolved.
    """
    objects = [item for block in _json_ld_blocks(tree) for item in _objects(block)]
    articles = [item for item in objects if any(map(_ARTICLE.fullmatch, _texts(item.get("@type"))))]
    if not articles:
        return None
    own = set(_canonical_links(tree))
    chosen = next((item for item in articles if own & set(_addresses(item))), articles[0])
    by_id = {item["@id"]: item for item in objects if isinstance(item.get("@id"), str) and "name" in item}
    return chosen | {key: _resolved(chosen[key], by_id) for key in ("author", "publisher") if key in chosen}


def article_text(article: Json) -> str:
    """The words that the JSON-LD itself carries, a paragraph a line: the article's, or the posts of a live page."""
    texts = list(_texts(article.get("articleBody")))
    posts = article.get("liveBlogUpdate")
    for post in posts if isinstance(posts, list) and not texts else ():
        if isinstance(post, dict):
            texts += [*_texts(post.get("headline")), *_texts(post.get("articleBody"))]
    lines = (one_line(line) for text in texts for line in html.unescape(_TAG.sub("\n", text)).splitlines())
    return "\n".join(line for line in lines if line)


def _json_ld_blocks(tree: Any) -> Iterator[object]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                yield json.loads(script.text or "", strict=False)
            except (ValueError, RecursionError):  # malformed, as one page in a few is: other sources remain
                continue


def _objects(block: object) -> Iterator[Json]:
    """The objects at the top of a block, in lists, in `@graph`, and a page's `mainEntity`; in order."""
    waiting = [block]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += reversed(item)
        elif isinstance(item, dict):
            yield item
            waiting += [item[key] for key in ("mainEntity", "@graph") if key in item]


def _stated_by(article: Json) -> dict[str, list[str]]:
    return {
        "title": [*_texts(article.get("headline")), *_texts(article.get("name"))],
        "publisher": [name for name in _names(article.get("publisher")) if name],
        "author": [", ".join(dict.fromkeys(name for name in _names(article.get("author")) if name))],
        "published": [*_texts(article.get("datePublished")), *_texts(article.get("dateCreated"))],
        "modified": list(_texts(article.get("dateModified"))),
        "url": _addresses(article),
    }


def _addresses(article: Json) -> list[str]:
    page = article.get("mainEntityOfPage")
    inner = page.get("@id") or page.get("url") if isinstance(page, dict) else page
    return [*_texts(article.get("url")), *_texts(inner), *_texts(article.get("@id"))]


def _resolved(value: object, by_id: dict[str, Json]) -> object:
    if isinstance(value, list):
        return [_resolved(item, by_id) for item in value if not isinstance(item, list)]
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return value


def _texts(value: object) -> Iterator[str]:
    """The strings in a value that is a string or a list."""
    yield from (item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str))


def _names(value: object) -> Iterator[str | None]:
    for item in value if isinstance(value, list) else [value]:
        for text in _texts(item.get("name") if isinstance(item, dict) else item):
            yield _author(text)


def _meta_tags(tree: Any) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            key, value = (meta.get(attribute) or "").strip().lower(), meta.get("content")
            if key and value:
                tags.setdefault(key, []).append(value)
    return tags


def _canonical_links(tree: Any) -> list[str]:
    links: Iterable[Any] = tree.iter("link")
    found = (web_address(link.get("href")) for link in links if "canonical" in (link.get("rel") or "").lower().split())
    return [address for address in found if address]


def _name(text: str) -> str | None:
    made = one_line(html.unescape(text))
    return made if made and len(made) <= _LONGEST_NAME and not web_address(made) else None


def _author(text: str) -> str | None:
    made = _name(text)
    return _BYLINE.sub("", made, count=1) if made and _BYLINE.match(made) else made


def _date(text: str) -> str | None:
    try:
        return iso_date(text)
    except BadDate:
        return None
