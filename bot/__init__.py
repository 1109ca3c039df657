"""plugbot: a local command interpreter. These names are all that plugins and models may import.

Everything is imported on first use, so that `import bot` costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.actions import Action as Action
    from bot.actions import Touch as Touch
    from bot.actions import Undo as Undo
    from bot.actions import action as action
    from bot.answering import answer_lines as answer_lines
    from bot.arrays import DAMAGED as DAMAGED
    from bot.arrays import is_whole as is_whole
    from bot.arrays import read_arrays as read_arrays
    from bot.arrays import write_arrays as write_arrays
    from bot.backend import Backend as Backend
    from bot.backend import BackendSpec as BackendSpec
    from bot.backend import Completion as Completion
    from bot.backend import Context as Context
    from bot.backend import Encoder as Encoder
    from bot.backend import TextModel as TextModel
    from bot.call_context import CallContext as CallContext
    from bot.call_context import Drawing as Drawing
    from bot.call_context import Page as Page
    from bot.catalog import Catalog as Catalog
    from bot.dry import open_judge as open_judge
    from bot.dry import open_reader as open_reader
    from bot.errors import ActionCancelled as ActionCancelled
    from bot.errors import ActionFailed as ActionFailed
    from bot.errors import BotError as BotError
    from bot.errors import ModelError as ModelError
    from bot.errors import PluginError as PluginError
    from bot.evaluation.pairs.overlap import Overlap as Overlap
    from bot.evaluation.pairs.overlap import need_sacrebleu as need_sacrebleu
    from bot.evaluation.pairs.overlap import overlap as overlap
    from bot.evaluation.textfile import read_lines as read_lines
    from bot.examples import Example as Example
    from bot.examples import save_examples as save_examples
    from bot.extras import need_train as need_train
    from bot.fallback import FallbackContext as FallbackContext
    from bot.files import need_writable as need_writable
    from bot.hooks import hookimpl as hookimpl
    from bot.interpretation import Evidence as Evidence
    from bot.interpretation import Interpretation as Interpretation
    from bot.languages import guess_language as guess_language
    from bot.languages import language_name as language_name
    from bot.litert import LiteModel as LiteModel
    from bot.litert import quiet as quiet
    from bot.messages import Message as Message
    from bot.messages import as_sentence as as_sentence
    from bot.messages import changed as changed
    from bot.messages import joined as joined
    from bot.messages import listed as listed
    from bot.messages import message as message
    from bot.model_folder import ModelFolder as ModelFolder
    from bot.model_folder import need_replaceable as need_replaceable
    from bot.model_folder import open_model_folder as open_model_folder
    from bot.model_folder import write_model_folder as write_model_folder
    from bot.outcome import Outcome as Outcome
    from bot.policy import Verdict as Verdict
    from bot.program import JSON as JSON
    from bot.program import Call as Call
    from bot.program import Program as Program
    from bot.program import Repeat as Repeat
    from bot.program import Step as Step
    from bot.program import calls as calls
    from bot.program import program_from_json as program_from_json
    from bot.program import program_to_json as program_to_json
    from bot.program import unrolled as unrolled
    from bot.reader import interpret_readings as interpret_readings
    from bot.reading import CONDITION as CONDITION
    from bot.reading import COUNT as COUNT
    from bot.reading import NEGATION as NEGATION
    from bot.reading import NONE as NONE
    from bot.reading import UNTAGGED as UNTAGGED
    from bot.reading import Attention as Attention
    from bot.reading import Clause as Clause
    from bot.reading import Join as Join
    from bot.reading import Reading as Reading
    from bot.reading import SlotSpan as SlotSpan
    from bot.reading import join_of as join_of
    from bot.sentences.corpus import Corpus as Corpus
    from bot.sentences.corpus import Labelled as Labelled
    from bot.sentences.corpus import make_corpus as make_corpus
    from bot.sentences.corpus import mixed as mixed
    from bot.sentences.files import SentenceFile as SentenceFile
    from bot.sentences.files import read_sentence_file as read_sentence_file
    from bot.sentences.furniture import Furniture as Furniture
    from bot.sentences.furniture import load_furniture as load_furniture
    from bot.sentences.labelled import STRUCTURE as STRUCTURE
    from bot.sentences.sampler import action_of as action_of
    from bot.sentences.varying import Varier as Varier
    from bot.services import encode as encode
    from bot.services import installed as installed
    from bot.services import load_text_model as load_text_model
    from bot.settings import cache_folder as cache_folder
    from bot.settings import data_folder as data_folder
    from bot.settings import options as options
    from bot.slots import Angle as Angle
    from bot.slots import Duration as Duration
    from bot.slots import Language as Language
    from bot.slots import Length as Length
    from bot.slots import Ordinal as Ordinal
    from bot.slots import Percent as Percent
    from bot.slots import Words as Words
    from bot.slots.base import NothingToReferTo as NothingToReferTo
    from bot.slots.base import SimpleSlot as SimpleSlot
    from bot.slots.base import SlotContext as SlotContext
    from bot.slots.base import SlotType as SlotType
    from bot.slots.base import Unreadable as Unreadable
    from bot.slots.quantities import QuantitySlot as QuantitySlot
    from bot.slots.quantities import units as units
    from bot.spelling import LIKELY_SLIPS as LIKELY_SLIPS
    from bot.spelling import Speller as Speller
    from bot.traditional import simplified as simplified
    from bot.traditional import simplified_words as simplified_words
    from bot.training.checkpoint import Checkpoint as Checkpoint
    from bot.training.checkpoint import numbered as numbered
    from bot.training.corpora import choose_examples as choose_examples
    from bot.training.corpora import held_back as held_back
    from bot.training.corpora import is_right as is_right
    from bot.training.corpora import labels_of as labels_of
    from bot.training.corpora import repeated_slots as repeated_slots
    from bot.training.hosts import ALONE as ALONE
    from bot.training.hosts import Hosts as Hosts
    from bot.training.memory import keep_memory as keep_memory
    from bot.training.run_folder import RunFolder as RunFolder
    from bot.training.side_by_side import fit_members as fit_members
    from bot.training.texts import read_texts as read_texts
    from bot.weighing import Weighing as Weighing
    from bot.weighing import fit_weighing as fit_weighing
    from bot.weighing import log_odds as log_odds
    from bot.words import Word as Word
    from bot.words import encodable as encodable
    from bot.words import gap as gap
    from bot.words import has_han as has_han
    from bot.words import split_words as split_words

_HOME = {
    "bot.actions": "Action Touch Undo action",
    "bot.answering": "answer_lines",
    "bot.arrays": "DAMAGED is_whole read_arrays write_arrays",
    "bot.backend": "Backend BackendSpec Completion Context Encoder TextModel",
    "bot.call_context": "CallContext Drawing Page",
    "bot.catalog": "Catalog",
    "bot.dry": "open_judge open_reader",
    "bot.errors": "ActionCancelled ActionFailed BotError ModelError PluginError",
    "bot.evaluation.pairs.overlap": "Overlap need_sacrebleu overlap",
    "bot.evaluation.textfile": "read_lines",
    "bot.examples": "Example save_examples",
    "bot.extras": "need_train",
    "bot.fallback": "FallbackContext",
    "bot.files": "need_writable",
    "bot.hooks": "hookimpl",
    "bot.interpretation": "Evidence Interpretation",
    "bot.languages": "guess_language language_name",
    "bot.litert": "LiteModel quiet",
    "bot.messages": "Message as_sentence changed joined listed message",
    "bot.model_folder": "ModelFolder need_replaceable open_model_folder write_model_folder",
    "bot.outcome": "Outcome",
    "bot.policy": "Verdict",
    "bot.program": "Call JSON Program Repeat Step calls program_from_json program_to_json unrolled",
    "bot.reader": "interpret_readings",
    "bot.reading": "Attention CONDITION COUNT Clause Join NEGATION NONE Reading SlotSpan UNTAGGED join_of",
    "bot.sentences.corpus": "Corpus Labelled make_corpus mixed",
    "bot.sentences.files": "SentenceFile read_sentence_file",
    "bot.sentences.furniture": "Furniture load_furniture",
    "bot.sentences.labelled": "STRUCTURE",
    "bot.sentences.sampler": "action_of",
    "bot.sentences.varying": "Varier",
    "bot.services": "encode installed load_text_model",
    "bot.settings": "cache_folder data_folder options",
    "bot.slots": "Angle Duration Language Length Ordinal Percent Words",
    "bot.slots.base": "NothingToReferTo SimpleSlot SlotContext SlotType Unreadable",
    "bot.slots.quantities": "QuantitySlot units",
    "bot.spelling": "LIKELY_SLIPS Speller",
    "bot.traditional": "simplified simplified_words",
    "bot.training.checkpoint": "Checkpoint numbered",
    "bot.training.corpora": "choose_examples held_back is_right labels_of repeated_slots",
    "bot.training.hosts": "ALONE Hosts",
    "bot.training.memory": "keep_memory",
    "bot.training.run_folder": "RunFolder",
    "bot.training.side_by_side": "fit_members",
    "bot.training.texts": "read_texts",
    "bot.weighing": "Weighing fit_weighing log_odds",
    "bot.words": "Word encodable gap has_han split_words",
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names.split()}
__all__ = sorted(_MODULE_OF)  # noqa: PLE0605 - one list of names, above


def __getattr__(name: str) -> object:
    """Import a public name on first use."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'bot' has no public name '{name}'")
    value = getattr(import_module(_MODULE_OF[name]), name)
    globals()[name] = value
    return value
