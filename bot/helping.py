"""Help: what is installed, and how one thing is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from random import Random

from bot.actions import REQUIRED, Action, Parameter
from bot.messages import changed, joined, message
from bot.plugins import Plugins
from bot.questions import without_stop
from bot.sentences.compiled import Pattern
from bot.surfaces import slot_surfaces
from bot.words import split_words, spoken_words

_COMMAS = message("{before}, {next}")
_LINES, _INDENTED = "{before}\n{next}", "  {line}"
"""Templates that are the same in every language."""
_SLOT = re.compile(r"\{([^}]+)\}")
_EXAMPLES = 4
_PLAINEST = 8
"""From how many surfaces of a slot an example takes one; the plainest come first."""
_MOST = 5
"""How many actions a search by words shows."""
_SMALL_WORDS = frozenset(
    (
        *"a an the to of in on at by for with and or how do i you my your is it what say use using about".split(),
        *"东西 怎么 什么 如何 一个 帮助 使用".split(),
        *"的了吗呢吧我你他它么怎样如何请一个些这那有是不在和把要能会可以用到什去来说做",
    )
)
_HAN = re.compile(r"([\u4e00-\u9fff])")


def help_text(plugins: Plugins, topic: str | None, language: str) -> str:
    """Return help on a topic: an action, a plugin, or some words; without one, what is installed. Never raises."""
    if not topic or not topic.strip():
        return _overview(plugins, language)
    wanted = topic.strip().casefold()
    actions = plugins.catalog.actions
    if wanted in actions:
        return _about(plugins, actions[wanted], language)
    said = plugins.catalog.translations.table(language)
    names = (wanted.removeprefix("the "), wanted)
    members = [action for action in actions.values() if {action.plugin, said.get(action.plugin)} & set(names)]
    if members:
        return joined([_summary(plugins, action, language) for action in members], _LINES)
    found = _search(plugins, wanted, language)
    if not found:
        return message("I know nothing about '{topic}'. Ask for help alone to see all I can do.", topic=topic.strip())
    if len(found) == 1:
        return _about(plugins, found[0], language)
    return joined([_summary(plugins, action, language) for action in found], _LINES)


def example_sentences(plugins: Plugins, action: str, language: str, count: int = _EXAMPLES) -> list[str]:
    """Return sentences that mean an action, the same ones every time; none where it has no sentences."""
    patterns = [pattern for pattern in _patterns(plugins, language) if pattern.action == action]
    # Files say the plainest first, and a sentence that fills a slot shows more.
    filling = [pattern for pattern in patterns if _SLOT.search(pattern.text)]
    random = Random(action)
    return [_filled(plugins, pattern, language, random) for pattern in _apart(filling or patterns, count)]


def _overview(plugins: Plugins, language: str) -> str:
    lines: list[str] = [message("Say what you want in your own words. I can:")]
    by_plugin: dict[str, list[Action]] = {}
    for action in plugins.catalog.actions.values():
        by_plugin.setdefault(action.plugin, []).append(action)
    for plugin, actions in sorted(by_plugin.items()):
        lines.append(deeds(plugin, actions))
        examples = [said for action in actions[:2] for said in example_sentences(plugins, action.name, language, 1)]
        if examples:
            lines.append(message(_INDENTED, line=_quoted(examples)))
    lines.append(message("Ask for help on any of these words to see how it is said."))
    return joined(lines, _LINES)


def deeds(plugin: str, actions: Sequence[Action]) -> str:
    """Return on one line what a plugin can do."""
    helps = [changed(action.help, _small) for action in actions if action.help]
    return message("{plugin}: {deeds}.", plugin=message(plugin), deeds=joined(helps, message("{before}; {next}")))


def _about(plugins: Plugins, action: Action, language: str) -> str:
    lines: list[str] = [_titled(action)]
    lines += [
        message(_INDENTED, line=_parameter(plugins, action, parameter, language)) for parameter in action.parameters
    ]
    examples = example_sentences(plugins, action.name, language)
    if examples:
        lines.append(message("Say, for example:"))
        lines += [f"  {sentence}" for sentence in examples]
    if action.touches:
        things = joined([message(touch) for touch in sorted(action.touches)], _COMMAS)
        lines.append(message("Touches: {things}.", things=things))
    return joined(lines, _LINES)


def _titled(action: Action) -> str:
    return message("{action}: {help}", action=action.name, help=action.help)


def _summary(plugins: Plugins, action: Action, language: str) -> str:
    examples = example_sentences(plugins, action.name, language, 1)
    return joined([_titled(action), _quoted(examples)])


def _parameter(plugins: Plugins, action: Action, parameter: Parameter, language: str) -> str:
    surfaces = slot_surfaces(plugins, action.name, parameter.name, language)
    few = joined(surfaces[:5], _COMMAS)
    if len(surfaces) > 5:  # noqa: PLR2004
        few = message("{few}, ...", few=few)
    if parameter.default is REQUIRED:
        need = message("needed")
    elif parameter.default is None:
        need = message("optional")
    else:
        need = message("otherwise {value}", value=message(str(parameter.default)))
    said = message("{slot} ({need})", slot=message(parameter.name), need=need)
    return message("{slot}: {surfaces}", slot=said, surfaces=few) if few else said


def _search(plugins: Plugins, wanted: str, language: str) -> list[Action]:
    """Return the actions whose name, help and sentences share most with some words, best first."""
    words = _stems(word.text for word in split_words(wanted)) - _SMALL_WORDS
    said: dict[str, dict[str, int]] = {}
    for pattern in _patterns(plugins, language):
        counts = said.setdefault(pattern.action, {})
        for word in _stems(spoken_words(pattern.text.casefold())):
            counts[word] = counts.get(word, 0) + 1
    scores = {
        name: _score(plugins, action, language, words, said.get(name, {}))
        for name, action in plugins.catalog.actions.items()
    }
    best = max(scores.values(), default=0.0)
    close = [name for name, score in scores.items() if score > 0 and score >= best / 2]
    names = sorted(close, key=lambda name: -scores[name])
    return [plugins.catalog.actions[name] for name in names[:_MOST]]


def _score(plugins: Plugins, action: Action, language: str, words: set[str], said: dict[str, int]) -> float:
    named = _stems(re.split(r"[._]", action.name))
    told = plugins.catalog.translations.translated(action.help, language)
    helped = _stems(word.text.casefold() for word in split_words(told))
    total = max(said.values(), default=1)
    return sum(4.0 * (word in named) + 2.0 * (word in helped) + said.get(word, 0) / total for word in words)


def _stems(words: Iterable[str]) -> set[str]:
    """Return the stems of some words; each Chinese character counts as one, and each two that stand together."""
    found: set[str] = set()
    before = ""
    for word in words:
        for part in filter(None, _HAN.split(word)):
            if not _HAN.fullmatch(part):
                found.add(_stem(part))
                before = ""
                continue
            found |= {part, before + part}
            before = part
    return found


def _stem(word: str) -> str:
    """Return a word without its commonest endings: enough for "timers" to find the timer."""
    for ending in ("ing", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending)
    return word


def _patterns(plugins: Plugins, language: str) -> list[Pattern]:
    """Return all patterns of a language; of any language from plugins that have none in it."""
    found: list[Pattern] = []
    for plugin in plugins.loaded:
        own = plugin.sentences.get(language) or next(iter(plugin.sentences.values()), None)
        found.extend(own.patterns if own else ())
    return found


def _apart(patterns: Sequence[Pattern], count: int) -> list[Pattern]:
    """Return some patterns that begin differently where there are enough."""
    firsts: dict[str, Pattern] = {}
    for pattern in patterns:
        firsts.setdefault(spoken_words(pattern.text)[0] if pattern.text else "", pattern)
    chosen = list(firsts.values())[:count]
    chosen += [pattern for pattern in patterns if pattern not in chosen][: count - len(chosen)]
    return chosen


def _filled(plugins: Plugins, pattern: Pattern, language: str, random: Random) -> str:
    def surface(match: re.Match[str]) -> str:
        surfaces = slot_surfaces(plugins, pattern.action, match.group(1), language)
        return random.choice(surfaces[:_PLAINEST]) if surfaces else f"<{match.group(1)}>"

    return _SLOT.sub(surface, pattern.text)


def _quoted(sentences: Sequence[str]) -> str:
    return joined([message('"{sentence}"', sentence=sentence) for sentence in sentences], _COMMAS)


def _small(text: str) -> str:
    return without_stop(text[:1].lower() + text[1:])
