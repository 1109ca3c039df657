"""Words as they are indexed and asked for."""

from __future__ import annotations

from bot import has_han, simplified, split_words

SEPARATOR = "\x1f"
"""Stands around Chinese characters in the index, so that each is a word to SQLite's tokenizer; no text needs it."""
TOKENIZER = "porter unicode61 remove_diacritics 2"
"""English endings and accents make no difference (Porter 1980)."""
_EMPTY = frozenset(
    "a an and are as at be been being but by can could did do does for from had has have he her his how i if in is it its me "
    "my of on or our she should so some than that the their them then there these they this to was we were what when where "
    "which who whom why will with would you your".split()
)
"""English words that say nothing of what is looked for: a question leaves them out where it has others."""
_MOST = 32
"""A question of more words than this is asked by its first ones."""


def indexed(text: str) -> str:
    """Return a text as it is indexed: Chinese in simplified characters, each a word of its own."""
    text = text.replace(SEPARATOR, " ")
    if not has_han(text):
        return text
    return "".join(f"{SEPARATOR}{letter}{SEPARATOR}" if has_han(letter) else letter for letter in simplified(text))


def terms(query: str) -> list[str]:
    """Return what a question looks for, each as FTS5 writes it: a word, or two Chinese characters side by side."""
    found: dict[str, None] = {}
    words = [word for word in split_words(simplified(query.casefold())) if any(map(str.isalnum, word.text))]
    words = [word for word in words if word.text not in _EMPTY] or words
    for at, word in enumerate(words):
        if not has_han(word.text):
            found[f'"{word.text}"'] = None
            continue
        after = words[at + 1] if at + 1 < len(words) else None
        if after and after.start == word.end and has_han(after.text):
            found[f'"{word.text} {after.text}"'] = None
        elif not (at and words[at - 1].end == word.start and has_han(words[at - 1].text)):
            found[f'"{word.text}"'] = None
    return list(found)[:_MOST]
