"""Searching from a conversation and from scripts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

from bot.call_context import CallContext, Page
from bot.errors import ActionCancelled, ActionFailed, BotError
from bot.policy import Verdict
from bot.program import Call
from bot_search import add, bot_before_call, find, open_result
from bot_search.command import search

Bot = Callable[..., str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of two notes; nothing of the user's own is touched."""
    monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("BOT_CONFIG_DIR", str(tmp_path / "config"))
    made = tmp_path / "notes"
    made.mkdir()
    (made / "attention.md").write_text("# Attention\n\nIt lets a network weigh words.\n", encoding="utf-8")
    (made / "bread.md").write_text("Knead the dough for ten minutes.\n", encoding="utf-8")
    return made


@pytest.fixture
def context() -> CallContext:
    """Return what an action is handed, of one session."""
    return CallContext((Call("search.find"),), 0, "en")


@pytest.fixture
def bot() -> Bot:
    """Return a function that runs `bot search`, and gives what it printed."""

    def run(*words: str) -> str:
        done = CliRunner().invoke(search, list(words), catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    return run


def test_a_conversation_about_notes(context: CallContext, folder: Path) -> None:
    """Index, find, open: the answer names the file and the place, and marks the word."""
    with pytest.raises(ActionFailed, match="nothing is indexed yet"):
        find(context, "attention")
    assert add(context, folder) == f"{folder} is indexed: 2 files read, 0 unchanged, 0 gone."
    answer = find(context, "attention")
    assert answer.startswith(f"1. {folder / 'attention.md'}, line 1\n   # «Attention» It lets a network weigh words.")
    assert open_result(context, 1) == "# Attention\n\nIt lets a network weigh words."
    with pytest.raises(ActionFailed, match="there are 1 results; there is no number 2"):
        open_result(context, 2)
    assert find(context, "xylophone") == "I find nothing on xylophone in what is indexed."
    with pytest.raises(ActionFailed, match="search for something first"):
        open_result(context, 1)


def test_a_result_is_opened_where_it_stands_in_its_file(context: CallContext, folder: Path) -> None:
    """With the words marked there, however they are spaced; where the file has changed since, the passage alone."""
    pages: list[Page] = []
    context.on_page = pages.append
    text = "A café.\r\n" * 200 + "\r\nThe tasty  bread\r\nof Anna.   It is dark.\r\n\r\nWell.\r\n"
    (folder / "long.txt").write_bytes(text.encode())
    add(context, folder)
    find(context, "tasty anna")
    answer = open_result(context, 1)
    assert pages[0].text == text.replace("\r\n", "\n")
    assert pages[0].text.splitlines()[pages[0].line - 1] == "The tasty  bread"
    assert [pages[0].text[start:end] for start, end in pages[0].marks] == ["tasty", "Anna"]
    (folder / "long.txt").write_text("Something else.\n", encoding="utf-8")
    assert open_result(context, 1) == answer == pages[1].text
    (folder / "long.txt").unlink()
    open_result(context, 1)
    assert pages[2] == pages[1]


def test_an_index_that_another_program_removed_is_opened_anew(context: CallContext, folder: Path, bot: Bot) -> None:
    """The conversation goes on with the new one, or says that there is none."""
    add(context, folder)
    assert "bread.md" in find(context, "dough")
    bot("remove", "--all")
    with pytest.raises(ActionFailed, match="nothing is indexed yet"):
        find(context, "dough")
    bot("add", str(folder / "attention.md"))
    assert find(context, "kneading") == "I find nothing on kneading in what is indexed."
    bot("remove", "--all")
    bot("add", str(folder))
    assert "bread.md" in find(context, "dough")


def test_indexing_can_be_stopped(context: CallContext, folder: Path) -> None:
    """Between two files."""
    context.is_cancelled = lambda: True
    with pytest.raises(ActionCancelled):
        add(context, folder)


def test_the_web_is_asked_about_and_needs_an_address(context: CallContext) -> None:
    """Never silently, and nowhere that the user has not named."""
    assert bot_before_call(Call("search.find", {"query": "x", "source": "web"}), find) is Verdict.ASK
    assert bot_before_call(Call("search.find", {"query": "x"}), find) is None
    with pytest.raises(ActionFailed, match="no search engine is named"):
        find(context, "attention", "web")


ANSWERS = {
    "good": json.dumps({"results": [{"title": "Bread", "url": "https://b.example", "content": "Flour and water."}]}),
    "empty": json.dumps({"results": []}),
    "page": "<html>no JSON</html>",
    "other": json.dumps([1, 2]),
}


@pytest.fixture
def engine() -> Iterator[str]:
    """Yield the address of a small search engine on this machine; its path says how it answers."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind = self.path.split("/")[1]
            self.send_response(200 if kind in ANSWERS else 403)
            self.end_headers()
            self.wfile.write(ANSWERS.get(kind, "").encode())

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.loopback
@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/good", "1. Bread (https://b.example)\n   Flour and water."),
        ("/empty", "The web has nothing on bread."),
    ],
)
def test_what_the_web_says_is_told(
    context: CallContext, engine: str, path: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By an engine that speaks as SearXNG does."""
    monkeypatch.setenv("BOT_OPTIONS", f"search.web={engine}{path}")
    assert find(context, "bread", "web") == told


@pytest.mark.loopback
@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("{engine}/page", "is no list of results"), ("{engine}/other", "is no list of results"),
        ("{engine}/forbidden", "does not answer: Forbidden"), ("http://127.0.0.1:9", "does not answer"),
        ("ftp://x.example", "is no address of a search engine"), ("nonsense", "is no address of a search engine"),
    ],
)  # fmt: skip
def test_an_engine_that_does_not_work_is_one_line(
    context: CallContext, engine: str, address: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what is wrong with it."""
    monkeypatch.setenv("BOT_OPTIONS", f"search.web={address.format(engine=engine)}")
    with pytest.raises(ActionFailed, match=told):
        find(context, "bread", "web")


def test_scripts_index_find_and_forget(bot: Bot, folder: Path) -> None:
    """Each command says what it did."""
    assert bot("status") == "nothing is indexed yet: `bot search add FOLDER`\n"
    assert bot("add") == "nothing is indexed yet: name a folder\n"
    assert "2 files read" in bot("add", str(folder))
    assert "2 unchanged" in bot("add")
    assert bot("find", "knead", "dough").splitlines() == [
        f"1. {folder / 'bread.md'}, line 1",
        "   «Knead» the «dough» for ten minutes.",
    ]
    (folder / "broken.pdf").write_bytes(b"%PDF")
    told = json.loads(bot("add", "--json"))
    assert told[str(folder)]["problems"] == [[str(folder / "broken.pdf"), "it is damaged, or not what its name says"]]
    assert f"not indexed: {folder / 'broken.pdf'}: it is damaged" in bot("status")
    assert bot("remove", str(folder / "bread.md")) == "1 files are forgotten\n"
    status = json.loads(bot("status", "--json"))
    assert (status["files"], status["passages"], status["folders"]) == (2, 1, [str(folder)])
    assert bot("remove", "--all") == "the index is removed\n"
    assert json.loads(bot("status", "--json")) == {"files": 0}


def test_results_for_scripts_say_where_the_words_stand(bot: Bot, folder: Path) -> None:
    """As places of characters."""
    bot("add", str(folder))
    found, *_ = json.loads(bot("find", "--json", "dough"))["results"]
    assert (found["rank"], found["path"], found["unit"], found["number"]) == (1, str(folder / "bread.md"), "line", 1)
    assert [found["text"][start:end] for start, end in found["marks"]] == ["dough"]


def test_a_damaged_index_can_be_begun_anew(bot: Bot, folder: Path, tmp_path: Path) -> None:
    """As the line says that tells of it."""
    bot("add", str(folder))
    (tmp_path / "data" / "search" / "index.db").write_bytes(b"not a database at all" * 1000)
    with pytest.raises(BotError, match="is damaged"):
        bot("find", "dough")
    bot("remove", "--all")
    assert "2 files read" in bot("add", str(folder))
