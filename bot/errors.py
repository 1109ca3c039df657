"""What can go wrong, each with one clear line for the user."""


class BotError(Exception):
    """Anything the user can mend; its text is the one line that says what is wrong and what to do."""


class PluginError(BotError):
    """A plugin that cannot be loaded; the text names the plugin and the reason."""


class ModelError(BotError):
    """A model folder that is damaged, foreign or missing; the text names the file."""


class SettingsError(BotError):
    """A settings file or environment variable that cannot be read; the text names it."""


class Interrupted(BotError):  # noqa: N818 - not an error: the user stopped the work
    """The user stopped a command; the text says what there is to go on with. The exit status is 130."""


class ActionFailed(BotError):  # noqa: N818 - reads as what happened, as in `raise ActionFailed("a wall ahead")`
    """Raised by an action that could not be carried out; the text is the reason, in plain words."""


class ActionCancelled(BotError):  # noqa: N818 - not an error: the user stopped it
    """Raised by an action that noticed that the user had stopped the program."""
