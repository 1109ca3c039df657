"""Searching the web, by an address of SearXNG's kind that the user has named: `https://docs.searxng.org/dev/search_api.html`."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from typing import Any

from bot import ActionFailed, joined, message

_SECONDS = 10.0
_SHOWN = 5
_LONGEST = 2_000_000
"""Bytes of an answer that are read."""


def search_web(address: str, query: str) -> str:
    """Return what a search engine finds, as an answer; raises ActionFailed."""
    results = _asked(address, query)
    if not results:
        return message("The web has nothing on {query}.", query=query)
    return joined(
        [
            joined(
                [f"{rank}. {each.get('title', '')} ({each.get('url', '')})", f"   {each.get('content', '')}".rstrip()],
                "{before}\n{next}",
            )
            for rank, each in enumerate(results[:_SHOWN], 1)
        ],
        "{before}\n{next}",
    )


def _asked(address: str, query: str) -> list[Mapping[str, Any]]:
    parts = urllib.parse.urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ActionFailed(message("{address} is no address of a search engine: it begins with http", address=address))
    url = f"{address.rstrip('/')}/search?" + urllib.parse.urlencode({"q": query, "format": "json"})
    try:
        with urllib.request.urlopen(url, timeout=_SECONDS) as answer:  # noqa: S310 - the scheme is checked above
            found = json.loads(answer.read(_LONGEST))
        return [each for each in found["results"] if isinstance(each, dict)]
    except (OSError, urllib.error.URLError) as error:
        reason = getattr(error, "reason", error)
        raise ActionFailed(
            message("the search engine at {address} does not answer: {reason}", address=address, reason=reason)
        ) from None
    except (ValueError, KeyError, TypeError):
        told = message("what {address} answers is no list of results; it has to allow the format json", address=address)
        raise ActionFailed(told) from None
