"""Completion: sentences that the installed plugins know, and slash commands with their arguments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from bot.terminal.conversation import Conversation
from bot.terminal.sentence_tree import SentenceTree
from bot.terminal.slash import commands

_LONGEST = 300
"""A longer line is not completed."""


class LineCompleter(Completer):
    """Completes the line being typed; asks nothing before everything is loaded."""

    def __init__(self, conversation: Conversation) -> None:
        """Take the conversation whose plugins are asked."""
        self._conversation = conversation
        self._tree: SentenceTree | None = None

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Return what can follow the text before the cursor."""
        del complete_event
        text = document.text_before_cursor
        if text.startswith("/"):
            return self._slash(text)
        if len(text) > _LONGEST or not self._conversation.completions_ready():
            return ()
        return self._sentence(text)

    def _sentence(self, text: str) -> Iterator[Completion]:
        for each in self._sentences().continuations(text):
            yield Completion(each.text, each.start - len(text), display_meta=each.action)

    def _sentences(self) -> SentenceTree:
        if self._tree is None:
            from bot.surfaces import slot_surfaces

            plugins, language = self._conversation.plugins, self._conversation.settings.language
            patterns = [
                (pattern.action, pattern.text)
                for plugin in plugins.loaded
                for pattern in getattr(plugin.sentences.get(language), "patterns", ())
            ]
            self._tree = SentenceTree(patterns, lambda action, slot: slot_surfaces(plugins, action, slot, language))
        return self._tree

    def _slash(self, text: str) -> Iterator[Completion]:
        name, space, argument = text[1:].partition(" ")
        table = commands()
        if not space:
            for command in table.values():
                if command.name.startswith(name.casefold()):
                    yield Completion(f"/{command.name}", -len(text), display_meta=command.help)
            return
        chosen = table.get(name.casefold())
        if chosen is not None and self._conversation.completions_ready():
            for word in chosen.arguments(self._conversation):
                if word.startswith(argument.casefold()):
                    yield Completion(word, -len(argument))
