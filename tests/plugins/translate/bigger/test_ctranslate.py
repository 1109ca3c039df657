"""Engines that CTranslate2 runs: how models of each family are asked, and what of their answers is told."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import BotError
from bot_translate import ctranslate
from bot_translate.ctranslate import CTranslate
from bot_translate.families import recognise
from bot_translate.labels import labels_in, sides_in

pytest.importorskip("ctranslate2")
pytest.importorskip("sentencepiece")

Write = Callable[..., Path]


def engine(folder: Path) -> CTranslate:
    """Return the engine of a model folder."""
    sides = recognise(folder).sides(folder.name)
    assert sides
    return CTranslate(folder.name, folder, sides)


def said(folder: Path, text: str, source: str, target: str) -> str:
    """Return what the model of a folder makes of a text."""
    return engine(folder).translate([text], source, target)[0].text


def test_an_opus_model_translates_between_the_languages_of_its_name(marian: Write) -> None:
    """Into one, each of several sentences at once."""
    found = engine(marian())
    assert (found.translates("en", "fi"), found.translates("fi", "en"), found.translates("en", "sv")) == (
        True,
        False,
        False,
    )
    assert [each.text for each in found.translate(["hello", "world"], "en", "fi")] == ["hei", "maailma"]
    assert all(0 < each.certainty <= 1 for each in found.translate(["hello"], "en", "fi"))


def test_a_model_of_several_languages_is_told_which_one(marian: Write) -> None:
    """By a label in front; which ones it writes is known by the labels that it has."""
    folder = marian("opus-mt-en-gem", labels=True)
    assert engine(folder).targets() == {"fi", "sv"}
    assert (said(folder, "hello", "en", "fi"), said(folder, "hello", "en", "sv")) == ("hei", "hej")
    assert recognise(folder).ask("hello world", "en", "sv") == ([">>swe<<", "▁hello", "▁world", "</s>"], [])


def test_the_end_of_a_sentence_is_told_once(marian: Write) -> None:
    """A model that was converted from Marian's own files adds it itself."""
    assert recognise(marian(add_source_eos=True)).ask("hello", "en", "fi") == (["▁hello"], [])


def test_the_tokenizers_settings_name_the_languages_before_the_folder_does(marian: Write) -> None:
    """As newer OPUS models do, by three letters and several at once."""
    folder = marian()
    (folder / "tokenizer_config.json").write_text('{"source_lang": "deu_nld", "target_lang": "eng"}', encoding="utf-8")
    assert recognise(folder).sides("x") == (frozenset({"de", "nl"}), frozenset({"en"}))


def test_nllb_translates_each_language_into_each(nllb: Write) -> None:
    """The label of the target begins the answer and is no part of it."""
    folder = nllb()
    assert engine(folder).sources() == engine(folder).targets() == {"en", "fi", "sv", "ja", "zh"}
    assert (said(folder, "hello", "en", "fi"), said(folder, "hei", "fi", "sv")) == ("hei", "hej")
    assert recognise(folder).ask("hello", "en", "zh") == (["eng_Latn", "▁hello", "</s>"], ["zho_Hans"])


def test_an_older_tokenizer_wants_the_label_at_the_end(nllb: Write) -> None:
    """Its settings say so."""
    folder = nllb()
    (folder / "tokenizer_config.json").write_text('{"legacy_behaviour": true}', encoding="utf-8")
    assert recognise(folder).ask("hello", "en", "fi")[0] == ["▁hello", "</s>", "eng_Latn"]


def test_a_tokenizer_of_hugging_face_does_as_well(nllb: Write) -> None:
    """Where there is no SentencePiece model beside it."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers

    folder = nllb()
    (folder / "sentencepiece.bpe.model").unlink()
    known = {word: number for number, word in enumerate(["<unk>", "▁hello", "▁hei", "▁hej"])}
    tokenizer = Tokenizer(models.WordLevel(known, "<unk>"))
    tokenizer.pre_tokenizer, tokenizer.decoder = pre_tokenizers.Metaspace(), decoders.Metaspace()
    tokenizer.save(str(folder / "tokenizer.json"))
    assert said(folder, "hello", "en", "fi") == "hei"


def test_an_argos_package_says_its_languages(argos: Write) -> None:
    """In metadata.json."""
    assert engine(argos()).translates("en", "es")
    assert said(argos(), "hello", "en", "es") == "hola mundo"


def test_chinese_is_simplified_and_goes_in_as_the_model_wants(nllb: Write, argos: Write) -> None:
    """Whatever script it stood in; Japanese keeps its characters."""
    assert said(nllb(), "hello", "en", "zh") == "汉语"
    assert said(nllb(), "hello", "en", "ja") == "漢字"
    assert said(argos("zt_es", from_code="zt"), "汉语", "zh", "es") == "mundo"
    assert recognise(argos()).ask("漢語", "zh", "es")[0] == ["▁漢語"]


def test_certainty_is_the_mean_probability_of_what_the_model_chose(nllb: Write, marian: Write) -> None:
    """Geometric, the end among it, and without what it was made to begin with."""
    import ctranslate2

    for folder, source, start in (
        (nllb(), ["eng_Latn", "▁hello", "</s>"], ["fin_Latn"]),
        (marian(), ["▁hello", "</s>"], []),
    ):
        found = engine(folder).translate(["hello"], "en", "fi")[0]
        scores = (
            ctranslate2.Translator(str(folder)).score_batch([source], [[*start, "▁hei"]])[0].log_probs[len(start) :]
        )
        assert found.certainty == pytest.approx(math.exp(sum(scores) / len(scores)), rel=0.02)


@pytest.mark.parametrize(
    ("name", "sides"),
    [
        ("opus-mt-en-fi", ("en", "fi")), ("opus-mt-tc-big-fin-eng", ("fi", "en")), ("ct2fast-opus-mt-zh-en", ("zh", "en")),
        ("opus-mt-en-ROMANCE", ("en", "fr it la pt ro es")), ("opus-mt-tc-bible-big-deu_eng-gmq", ("de en", "da is no sv")),
        ("opus-mt-en-et-ct2-int8", ("en", "et")), ("translate-en_es-1_0", ("en", "es")), ("my-model", None),
    ],
)  # fmt: skip
def test_names_say_languages(name: str, sides: tuple[str, str] | None) -> None:
    """By two letters, by three, in groups."""
    assert sides_in(name) == (sides and tuple(frozenset(side.split()) for side in sides))


def test_simplified_chinese_and_the_usual_norwegian_are_what_is_meant() -> None:
    """Where a model has labels for several kinds of one language."""
    found = labels_in([">>cmn_Hant<<", ">>cmn_Hans<<", ">>nno<<", ">>nob<<", ">>pt_BR<<", ">>pt<<", "▁x"], ">>(.+)<<")
    assert found == {"zh": ">>cmn_Hans<<", "no": ">>nob<<", "pt": ">>pt<<"}


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda folder: (folder / "model.bin").unlink(), "model.bin is missing: this is no CTranslate2 model"),
        (
            lambda folder: (folder / "model.bin").write_bytes(b"x" * 99),
            "cannot be used (Unsupported model binary version",
        ),
        (lambda folder: (folder / "target.spm").unlink(), "target.spm is missing"),
        (lambda folder: (folder / "source.spm").write_bytes(b"x" * 99), "source.spm is damaged"),
        (lambda folder: (folder / "config.json").write_text("{"), "cannot be used"),
        (lambda folder: (folder / "shared_vocabulary.json").unlink(), "cannot be used"),
        (
            lambda folder: (folder / "model.bin").write_text("version https://git-lfs.github.com/spec/v1\n"),
            "only a pointer to the model: `git lfs pull`",
        ),
    ],
)
def test_a_damaged_model_says_what_is_wrong(marian: Write, damage: Callable[[Path], object], told: str) -> None:
    """In one line that names it."""
    folder = marian()
    damage(folder)
    with pytest.raises(BotError) as caught:
        CTranslate("opus-mt-en-fi", folder, (frozenset({"en"}), frozenset({"fi"}))).translate(["hello"], "en", "fi")
    assert told in str(caught.value)
    assert "opus-mt-en-fi" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_checkpoint_that_was_not_converted_says_how_it_is(tmp_path: Path) -> None:
    """With the files of its tokenizer, without which it could not be asked."""
    folder = tmp_path / "opus-mt-en-fi"
    folder.mkdir()
    for name in ("pytorch_model.bin", "source.spm", "target.spm", "tokenizer_config.json"):
        (folder / name).write_text("{}", encoding="utf-8")
    with pytest.raises(
        BotError, match=r"`ct2-transformers-converter --model \S+ --output_dir opus-mt-en-fi-ct2"
    ) as caught:
        recognise(folder)
    assert "--copy_files source.spm target.spm tokenizer_config.json" in str(caught.value)


def test_a_missing_library_is_named_with_what_installs_it(marian: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else of the plugin needs it."""
    monkeypatch.setattr(ctranslate, "missing_libraries", lambda: ["ctranslate2"])
    with pytest.raises(BotError, match=r"needs ctranslate2: `pip install 'plugbot\[ctranslate2\]'`"):
        said(marian(), "hello", "en", "fi")


def test_words_that_no_piece_knows_and_none_at_all_are_no_error(marian: Write) -> None:
    """Something comes out."""
    found = engine(marian()).translate(["", "\u2603 \U0001f600", "hello " * 40], "en", "fi")
    assert len(found) == 3


def test_the_vocabulary_of_older_models_is_a_text(nllb: Write) -> None:
    """A token a line."""
    folder = nllb()
    tokens = json.loads((folder / "shared_vocabulary.json").read_text(encoding="utf-8"))
    (folder / "shared_vocabulary.json").unlink()
    (folder / "shared_vocabulary.txt").write_text("\n".join(tokens) + "\n", encoding="utf-8")
    assert said(folder, "hello", "en", "fi") == "hei"
