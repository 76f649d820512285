"""The shape of a project file, and what is wrong with one in plain words.

A field that is left out is UNSET, so that what the format allows only for some neurons is noticed.
"""

import re

import msgspec
from msgspec import UNSET, UnsetType

from chainrule.network.message import QT_TRANSLATE_NOOP, Message, message
from chainrule.network.names import Activation, Loss, Optimizer, Reduction, Role
from chainrule.storage.strict_json import ReadError


class Strict(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A struct that refuses fields it does not know."""


class NeuronFile(Strict, frozen=True):
    """A neuron of the file."""

    id: str
    role: Role
    activation: Activation | UnsetType = UNSET
    bias: float | UnsetType = UNSET
    bias_locked: bool | UnsetType = UNSET
    label: str | None = None
    x: float | None = None
    y: float | None = None


class ConnectionFile(Strict, frozen=True):
    """A connection of the file."""

    source: str
    target: str
    weight: float
    locked: bool = False


class NetworkFile(Strict, frozen=True):
    """The network of the file."""

    neurons: list[NeuronFile]
    connections: list[ConnectionFile]


class DataFile(Strict, frozen=True):
    """The data of the file."""

    inputs: list[str] = []
    targets: list[str] = []
    train: list[list[float]] = []
    test: list[list[float]] = []


class TrainingFile(Strict, frozen=True):
    """The settings of training in the file."""

    optimizer: Optimizer = Optimizer.SGD
    learning_rate: float = 0.1
    momentum: float = 0.0
    nesterov: bool = False
    batch_size: int = 1
    shuffle: bool = False
    seed: int = 0
    reduction: Reduction = Reduction.MEAN
    l1: float = 0.0
    l2: float = 0.0


class RandomFile(Strict, frozen=True):
    """The randomness of the file."""

    seed: int
    order: list[int]


LogRowFile = tuple[int, int, float, float, float | None, float | None, float | None]


class StateFile(Strict, frozen=True):
    """Where training stands, in the file."""

    update: int = 0
    epoch: int = 0
    position: int = 0
    batch_size: int = 1
    slots: dict[str, dict[str, float]] = {}
    random: RandomFile | None = None
    initial: dict[str, float] = {}
    log: list[LogRowFile] = []


class ProjectFile(Strict, frozen=True):
    """The whole file."""

    format: str
    version: int
    network: NetworkFile
    title: str = ""
    loss: Loss = Loss.HALF_SQUARED_ERROR
    data: DataFile = DataFile()
    training: TrainingFile = TrainingFile()
    state: StateFile | None = None


def converted(plain: object) -> ProjectFile:
    """Return the file's content in its shape, or say in a `ReadError` where it does not fit."""
    try:
        return msgspec.convert(plain, ProjectFile)
    except msgspec.ValidationError as error:
        raise _read_error(str(error)) from None


_PLACE = re.compile(r"^(?P<what>.*?)(?: - at `(?:key in )?(?P<place>\$.*)`)?$", re.DOTALL)
_EXPECTED = re.compile(r"Expected `(?P<wanted>.*?)`, got `(?P<got>.*?)`$")
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<name>.*)`$", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(?P<name>.*)`$")
_WORD = re.compile(r"Invalid enum value (?P<word>.*)$", re.DOTALL)
_LENGTH = re.compile(r"Expected `array` of length (?P<wanted>\d+)(?:, got (?P<got>\d+))?")

ENUMS = {
    "role": Role,
    "activation": Activation,
    "loss": Loss,
    "optimizer": Optimizer,
    "reduction": Reduction,
}


def _read_error(text: str) -> ReadError:
    found = _PLACE.match(text)
    what, place = (text, "$") if found is None else (found["what"], found["place"] or "$")
    if unknown := _UNKNOWN.match(what):
        told = message(QT_TRANSLATE_NOOP("Read", "there is no such field in a project"))
        return ReadError(told, f"{place}.{unknown['name']}")
    if missing := _MISSING.match(what):
        told = message(QT_TRANSLATE_NOOP("Read", "this field is missing"))
        return ReadError(told, f"{place}.{missing['name']}")
    if word := _WORD.match(what):
        return ReadError(_wrong_word(place, word["word"]), place)
    if length := _LENGTH.match(what):
        template = QT_TRANSLATE_NOOP("Read", "expected {wanted} entries")
        return ReadError(message(template, wanted=int(length["wanted"])), place)
    if types := _EXPECTED.match(what):
        return ReadError(_wrong_type(types["wanted"], types["got"]), place)
    template = QT_TRANSLATE_NOOP("Read", "this does not fit: {reason}")
    return ReadError(message(template, reason=what), place)


def _wrong_word(place: str, word: str) -> Message:
    words = ENUMS.get(place.rpartition(".")[2])
    if words is None:
        return message(QT_TRANSLATE_NOOP("Read", "{word} is not known here"), word=word)
    template = QT_TRANSLATE_NOOP("Read", "{word} is not one of {words}")
    return message(template, word=word, words=", ".join(words))


def _wrong_type(wanted: str, got: str) -> Message:
    template = QT_TRANSLATE_NOOP("Read", "expected {wanted}, got {got}")
    options = [_plain_type(option, asked=True) for option in wanted.split(" | ")]
    return message(template, wanted=" or ".join(options), got=_plain_type(got, asked=False))


def _plain_type(name: str, *, asked: bool) -> str:
    """Return a JSON type in plain words: as asked for (`a number`), or as found (`text`)."""
    words = {
        "float": ("a number", "a number"),
        "int": ("a whole number", "a number"),
        "str": ("text", "text"),
        "bool": ("true or false", "true or false"),
        "array": ("a list", "a list"),
        "object": ("an object", "an object"),
        "null": ("null", "null"),
    }
    return words.get(name, (name, name))[0 if asked else 1]
