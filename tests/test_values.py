"""The deferred dataclasses are those of the standard library, made later."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import re
from dataclasses import FrozenInstanceError, asdict, field, fields, is_dataclass, replace
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING

import pytest

import gazette_search
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


@dataclass(frozen=True, slots=True)
class Number:
    """A number."""

    agency: str
    year: int
    serial: int = 1
    notes: list[str] = field(default_factory=list, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "agency", self.agency.strip())

    @property
    def printed(self) -> str:
        return f"{self.agency}〔{self.year}〕{self.serial}号"


@dataclass(frozen=True, slots=True)
class Held(Number):
    """A number with its issue."""

    issue: str = "2020-02"


NUMBER = Number(" 葫政发", 2020, serial=5)


def test_it_is_made_as_any_dataclass_is() -> None:
    assert NUMBER.printed == "葫政发〔2020〕5号"
    assert repr(NUMBER) == "Number(agency='葫政发', year=2020, serial=5, notes=[])"
    assert Number("葫政发", 2020).serial == 1
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'year'"):
        Number("葫政发")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'month'"):
        Number("葫政发", 2020, month=2)  # type: ignore[call-arg]


def test_what_a_factory_makes_is_made_for_each() -> None:
    one, other = Number("甲", 1), Number("乙", 2)
    one.notes.append("附")
    assert other.notes == []


def test_equal_values_are_equal_and_hash_alike() -> None:
    same = Number("葫政发", 2020, 5, ["另"])
    assert same == NUMBER
    assert hash(NUMBER) == hash(same)
    assert Number("葫政办发", 2020, 5) != NUMBER
    assert Held("葫政发", 2020, 5) != NUMBER
    assert len({NUMBER, same}) == 1


def test_nothing_can_be_set_or_taken_away() -> None:
    for name in ("year", "month"):
        with pytest.raises(FrozenInstanceError):
            setattr(NUMBER, name, 2021)
    with pytest.raises(FrozenInstanceError):
        del NUMBER.year
    assert not hasattr(NUMBER, "__dict__")


def test_an_heir_has_the_fields_of_both() -> None:
    held = Held("葫政发", 2020, issue="2020-01")
    assert [each.name for each in fields(held)] == ["agency", "year", "serial", "notes", "issue"]
    assert held.printed == "葫政发〔2020〕1号"
    match held:
        case Held(agency, year, _, _, issue):
            assert (agency, year, issue) == ("葫政发", 2020, "2020-01")


def test_the_functions_of_the_standard_library_take_it() -> None:
    assert is_dataclass(Number)
    assert replace(NUMBER, year=2021).year == 2021
    assert asdict(NUMBER) == {"agency": "葫政发", "year": 2020, "serial": 5, "notes": []}
    assert pickle.loads(pickle.dumps(NUMBER)) == NUMBER  # noqa: S301 -- our own bytes
    assert copy.deepcopy(NUMBER) == copy.copy(NUMBER) == NUMBER


# What only an extra brings; where it is not installed its modules cannot be loaded.
OF_EXTRAS = {"textual", "numpy", "cv2", "PIL", "rapidocr", "onnxruntime", "opensearchpy"}


def loaded() -> Iterator[ModuleType]:
    """Every module of the program that this installation can load."""
    for module in walk_packages(gazette_search.__path__, "gazette_search."):
        if module.name.endswith("__main__"):
            continue
        try:
            yield import_module(module.name)
        except ModuleNotFoundError as problem:
            if str(problem.name).partition(".")[0] not in OF_EXTRAS:
                raise


def classes() -> list[type]:
    """Every dataclass of the program."""
    found = {
        value
        for module in loaded()
        for value in vars(module).values()
        if isinstance(value, type) and is_dataclass(value)
    }
    return sorted(found, key=lambda each: (each.__module__, each.__qualname__))


def twin(made: type) -> type:
    """What the standard library makes of the same fields."""
    return dataclasses.make_dataclass(
        made.__name__,
        [
            (
                each.name,
                each.type,
                field(default_factory=each.default_factory)
                if each.default_factory is not dataclasses.MISSING
                else field(default=each.default),
            )
            for each in fields(made)
        ],
        frozen=True,
    )


@pytest.mark.parametrize("made", classes(), ids=lambda made: made.__qualname__)
def test_a_class_of_the_program_is_made_as_the_standard_library_makes_it(made: type) -> None:
    expected = inspect.signature(twin(made))
    assert [*inspect.signature(made).parameters] == [*expected.parameters]
    if made.__dataclass_params__.frozen and not hasattr(made, "__post_init__"):  # type: ignore[attr-defined]
        given = [object() for each in expected.parameters]
        one, same = made(*given), made(*given)
        assert one == same
        assert hash(one) == hash(same)
        assert repr(one) == repr(twin(made)(*given)).replace(made.__name__, made.__qualname__, 1)
        assert [getattr(one, each.name) for each in fields(made)] == given


def test_there_are_such_classes() -> None:
    assert len(classes()) > 200


def test_the_program_takes_its_dataclasses_from_here() -> None:
    package = Path(gazette_search.__file__).parent
    others = [
        str(path.relative_to(package))
        for path in package.rglob("*.py")
        if path.name != "values.py"
        and re.search(r"from dataclasses import .*\bdataclass\b", path.read_text(encoding="utf-8"))
    ]
    assert others == []
