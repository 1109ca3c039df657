"""What `it` stands for: an object, or the text that a call gave."""

from collections.abc import Callable

import pytest

from bot.catalog import Catalog
from bot.interpretation import Interpretation
from bot.program import JSON, Call, Repeat
from bot.reading import COUNT, Join

Read = Callable[..., Interpretation]
BALL: JSON = {"kind": "ball", "color": "red"}


def test_it_is_the_object_named_last_in_the_sentence(read: Read) -> None:
    """The nearest before it."""
    text = "go to the key, pick up the red ball and open it"
    found = read(
        text,
        ("go to the key", "robot.go_to", {"target": "the key"}),
        ("pick up the red ball", "robot.pick_up", {"target": "the red ball"}, "and"),
        ("open it", "robot.open", {"target": "it"}, "and"),
    )
    assert found.program[-1] == Call("robot.open", {"target": BALL})
    assert found.focus["object"] == BALL
    assert any("named last" in note for note in found.evidence.notes)


def test_what_is_named_once_more_stands_for_itself(read: Read) -> None:
    """Only what says nothing alone is told as a reference."""
    text = "go to the red ball and open the red ball"
    found = read(
        text,
        ("go to the red ball", "robot.go_to", {"target": "the red ball"}),
        ("open the red ball", "robot.open", {"target": "the red ball"}, "and"),
    )
    assert found.program[-1] == Call("robot.open", {"target": BALL})
    assert found.evidence.notes == ()


def test_it_is_the_object_named_last_in_the_session(read: Read) -> None:
    """Where the sentence names none."""
    found = read("open it", ("open it", "robot.open", {"target": "it"}), focus={"object": BALL})
    assert found.program == (Call("robot.open", {"target": BALL}),)


def test_it_without_anything_named_is_missing(read: Read) -> None:
    """Then it asks instead of guessing."""
    found = read("open it", ("open it", "robot.open", {"target": "it"}))
    assert (found.need, found.missing, found.program) == ("input", ("target",), (Call("robot.open"),))


def test_say_it_takes_the_text_of_the_call_before(read: Read, speaking: Catalog) -> None:
    """Counted back from where it stands, over calls that give no text."""
    text = "translate good morning into French, say hi and say it"
    found = read(
        text,
        ("translate good morning into French", "translate.text", {"text": "good morning", "to": "French"}),
        ("say hi", "speech.say", {"text": "hi"}, "and"),
        ("say it", "speech.say", {"text": "it"}, "and"),
        catalog=speaking,
    )
    assert found.program[-1] == Call("speech.say", {"text": {"result_of": 2}})
    assert found.need == "nothing"


@pytest.mark.parametrize("join", ["and", "then"])
def test_what_is_said_once_for_several(read: Read, speaking: Catalog, join: Join) -> None:
    """Goes to those before it that lack it, where they are joined as one thing and another."""
    text = "猫，狗和鸟用法语怎么说"
    found = read(
        text,
        ("猫", "translate.text", {"text": "猫"}),
        ("狗", "translate.text", {"text": "狗"}, "and"),
        ("鸟用法语怎么说", "translate.text", {"text": "鸟", "to": "法语"}, join),
        catalog=speaking,
        language="zh",
    )
    texts = [call.args for call in found.program if isinstance(call, Call)]
    if join == "and":
        assert texts == [{"text": text, "to": "fr"} for text in "猫狗鸟"]
    else:
        assert (found.need, found.missing) == ("input", ("to",))


def test_one_text_into_several_languages(read: Read, speaking: Catalog) -> None:
    """Also where an earlier call gives it: each is a translation of that, none of the one before."""
    found = read(
        "say hi, translate this into French, translate it into German and Spanish and Dutch",
        ("translate this into French", "translate.text", {"text": "this", "to": "French"}, "start"),
        ("translate it into German", "translate.text", {"text": "it", "to": "German"}, "then"),
        ("Spanish", "translate.text", {"to": "Spanish"}, "and"),
        ("Dutch", "translate.text", {"to": "Dutch"}, "and"),
        catalog=speaking,
    )
    told = [(call.args["to"], call.args.get("text")) for call in found.program if isinstance(call, Call)]
    assert told[1:] == [("de", {"result_of": 1}), ("es", {"result_of": 2}), ("nl", {"result_of": 3})]


def test_what_is_said_first_and_done_last_takes_the_text(read: Read, speaking: Catalog) -> None:
    """Before you read it out, translate: what gives the text stands behind what takes it."""
    text = "念给我听之前先把猫翻译成法语"
    found = read(
        text,
        ("念给我听", "speech.say", {}),
        ("把猫翻译成法语", "translate.text", {"text": "猫", "to": "法语"}, "after"),
        catalog=speaking,
        language="zh",
    )
    assert [call.action for call in found.program if isinstance(call, Call)] == ["translate.text", "speech.say"]
    assert (found.need, found.program[-1]) == ("nothing", Call("speech.say", {"text": {"result_of": 1}}))


@pytest.mark.parametrize("words", ["轉寫的內容", "翻译的结果", "看到的", "刚查到的文字"])
def test_what_was_done_is_a_result(read: Read, speaking: Catalog, words: str) -> None:
    """In both scripts, with or without a word for how it ended."""
    text = f"把猫翻译成法语，念{words}"
    found = read(
        text,
        ("把猫翻译成法语", "translate.text", {"text": "猫", "to": "法语"}),
        (f"念{words}", "speech.say", {"text": words}, "and"),
        catalog=speaking,
        language="zh",
    )
    assert found.program[-1] == Call("speech.say", {"text": {"result_of": 1}})


def test_what_two_clauses_lack_is_asked(read: Read, speaking: Catalog) -> None:
    """Nothing is lent to a clause that says nothing of its own."""
    found = read(
        "translate and translate hello into French",
        ("translate", "translate.text", {}),
        ("translate hello into French", "translate.text", {"text": "hello", "to": "French"}, "and"),
        catalog=speaking,
    )
    assert (found.need, found.missing) == ("input", ("text", "to"))


def test_say_it_alone_asks(read: Read, speaking: Catalog) -> None:
    """`It` refers to a call of the same sentence."""
    found = read("say it", ("say it", "speech.say", {"text": "it"}), catalog=speaking)
    assert (found.need, found.missing) == ("input", ("text",))


def test_result_of_never_reaches_into_a_repeat(read: Read, speaking: Catalog) -> None:
    """It could mean any of several results."""
    text = "translate good morning into French twice and say it"
    slots = {"text": "good morning", "to": "French", COUNT: "twice"}
    found = read(
        text,
        ("translate good morning into French twice", "translate.text", slots),
        ("say it", "speech.say", {"text": "it"}, "and"),
        catalog=speaking,
    )
    assert (found.need, found.missing) == ("input", ("text",))


@pytest.mark.parametrize(("repeated", "back"), [(0, None), (1, 2)])
def test_calls_in_a_repeat_count_and_none_of_them_is_meant(
    read: Read, speaking: Catalog, repeated: int, back: int | None
) -> None:
    """Neither where the repeat is the step before, nor further back."""
    slots = [{"text": "good morning", "to": "French"}, {"text": "good night", "to": "French"}]
    slots[repeated] |= {COUNT: "twice"}
    found = read(
        "translate good morning into French twice and translate good night into French twice and say it",
        ("translate good morning into French twice", "translate.text", slots[0]),
        ("translate good night into French twice", "translate.text", slots[1], "and"),
        ("say it", "speech.say", {"text": "it"}, "and"),
        catalog=speaking,
    )
    said = found.program[-1]
    assert isinstance(said, Call)
    assert said.args.get("text") == {"result_of": back or 1}


ALOUD = {"@then": "speech.say"}


def test_one_clause_may_hand_its_answer_on(read: Read, speaking: Catalog) -> None:
    """To say good morning in French aloud translates and says it; wherever the clause stands, both stay together."""
    text = "say hi after you read good morning in French aloud"
    found = read(
        text,
        ("say hi", "speech.say", {"text": "hi"}),
        (
            "read good morning in French aloud",
            "translate.text",
            {"text": "good morning", "to": "French"},
            "after",
            ALOUD,
        ),
        catalog=speaking,
    )
    translated = Call("translate.text", {"text": "good morning", "to": "fr"})
    assert found.program == (
        translated,
        Call("speech.say", {"text": {"result_of": 1}}),
        Call("speech.say", {"text": "hi"}),
    )
    assert found.need == "nothing"


def test_what_is_handed_on_is_done_as_often(read: Read, speaking: Catalog) -> None:
    """Each time its own answer."""
    text = "read good morning in French aloud twice"
    slots = {"text": "good morning", "to": "French", COUNT: "twice"}
    found = read(text, (text, "translate.text", slots, "start", ALOUD), catalog=speaking)
    said = Call("speech.say", {"text": {"result_of": 1}})
    assert found.program == (Repeat(2, (Call("translate.text", {"text": "good morning", "to": "fr"}), said)),)


def test_a_text_that_is_left_unsaid_is_what_the_sentence_gave(read: Read, speaking: Catalog) -> None:
    """So people say in Chinese, and some in English; with nothing given before, it is asked for."""
    text = "translate good morning into French and read aloud"
    slots = {"text": "good morning", "to": "French"}
    translated = ("translate good morning into French", "translate.text", slots)
    found = read(text, translated, ("read aloud", "speech.say", {}, "and"), catalog=speaking)
    assert found.program[-1] == Call("speech.say", {"text": {"result_of": 1}})
    assert found.need == "nothing"
    further = ("and into German", "translate.text", {"to": "German"}, "and")
    found = read("translate good morning into French and into German", translated, further, catalog=speaking)
    assert found.program[-1] == Call("translate.text", {"text": "good morning", "to": "de"})
    found = read("read aloud", ("read aloud", "speech.say", {}), catalog=speaking)
    assert (found.need, found.missing) == ("input", ("text",))


def test_what_nobody_can_take_is_unread(read: Read, speaking: Catalog) -> None:
    """The rest is done if the user agrees."""
    text = "read good morning in French aloud"
    slots = {"text": "good morning", "to": "French"}
    found = read(text, (text, "translate.text", slots, "start", {"@then": "radio.send"}), catalog=speaking)
    assert (found.need, found.unread) == ("confirmation", (text,))
    assert found.program == (Call("translate.text", {"text": "good morning", "to": "fr"}),)


@pytest.mark.parametrize(
    ("surface", "refers"),
    [
        ("看到的", True),
        ("转好的文字", True),
        ("刚才查到的内容", True),
        ("翻译出来的句子", True),
        ("听来的笑话", False),
        ("看到的人", False),
    ],
)
def test_chinese_says_what_was_done_for_what_came_of_it(
    read: Read, speaking: Catalog, surface: str, *, refers: bool
) -> None:
    """What was seen, heard, found or translated; anything else is a text."""
    text = f"把晚安翻译成法语，念{surface}"
    found = read(
        text,
        ("把晚安翻译成法语", "translate.text", {"text": "晚安", "to": "法语"}),
        (f"念{surface}", "speech.say", {"text": surface}, "and"),
        catalog=speaking,
        language="zh",
    )
    assert found.program[-1] == Call("speech.say", {"text": {"result_of": 1} if refers else surface})
