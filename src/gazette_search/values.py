"""Frozen dataclasses that cost next to nothing until one is made.

The standard library writes and compiles six methods for each class, 0.4 ms of a start-up that
defines over a hundred, most of which a command never makes one of. Here the class stands at once,
and each method is written when it is first called: what the standard library would have written, or
what it writes now, where a class is less plain.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, /, **options: bool) -> Any:
        """As the standard library's; deferred where it is frozen and has slots."""
        if cls is None and options == {"frozen": True, "slots": True}:
            return _deferred
        return dataclasses.dataclass(cls, **options)


__all__ = ["dataclass"]

_Class = TypeVar("_Class", bound=type)
_UNSET = object()  # for what a factory makes


def _deferred(cls: _Class) -> _Class:
    names = _names(cls)
    inherited = getattr(cls.__base__, "__match_args__", ())
    space = {name: value for name, value in _body(cls).items() if name not in names}
    space |= {
        "__slots__": tuple(names),
        "__match_args__": (*inherited, *(name for name in names if name not in inherited)),
        "__dataclass_fields__": _Told(cls, "__dataclass_fields__"),
        "__dataclass_params__": _Told(cls, "__dataclass_params__"),
        "__signature__": _Signature(cls),
        "__setattr__": _refuse_to_set,
        "__delattr__": _refuse_to_delete,
        "__setstate__": _set_state,
        "__hash__": _written_at_first_call(cls, "__hash__", "eq"),
    }
    for name, option in (("__init__", "init"), ("__repr__", "repr"), ("__eq__", "eq")):
        space.setdefault(name, _written_at_first_call(cls, name, option))
    made: _Class = type(cls)(cls.__name__, cls.__bases__, space)
    return made


def _body(cls: type) -> dict[str, Any]:
    return {name: value for name, value in vars(cls).items() if not _is_storage(value)}


def _is_storage(value: object) -> bool:
    """Whether it is how a class without slots keeps its attributes: `__dict__`, `__weakref__`."""
    return type(value).__name__ == "getset_descriptor"


def _written(cls: type, **wanted: bool) -> type:
    """The class as the standard library makes it, with the methods that are wanted."""
    options = {"init": False, "repr": False, "eq": False, "frozen": True} | wanted
    bare = type(cls)(cls.__name__, cls.__bases__, _body(cls))
    return dataclasses.dataclass(**options)(bare)


def _written_at_first_call(cls: type, name: str, option: str) -> Callable[..., Any]:
    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        owner = next(made for made in type(self).__mro__ if vars(made).get(name) is method)
        written = _method(cls, name, option)
        setattr(owner, name, written)
        return written(self, *args, **kwargs)

    method.__qualname__ = f"{cls.__qualname__}.{name}"
    return method


def _method(cls: type, name: str, option: str) -> Callable[..., Any]:
    """One method; the standard library would look over the class anew and compile three or four.

    Of a class that inherits, or has a field that is told apart in any way but by its default and
    by not being compared, it is still the standard library's.
    """
    write = _WRITERS.get(name)
    fields = _fields(cls)
    if write is None or cls.__base__ is not object or not all(map(_is_plain, fields)):
        written: Callable[..., Any] = vars(_written(cls, **{option: True}))[name]
        return written
    known: dict[str, Any] = {"_set": object.__setattr__, "_UNSET": _UNSET}
    exec("\n ".join(write(cls, fields, known)), known)  # noqa: S102 -- names of fields, as dataclasses does
    made: Callable[..., Any] = known[name]
    made.__qualname__ = f"{cls.__qualname__}.{name}"
    return made


def _fields(cls: type) -> list[dataclasses.Field[Any]]:
    """The class's own fields, with their names and what was said of them."""
    found = []
    for name in _names(cls):
        said = vars(cls).get(name, dataclasses.MISSING)
        field: Any = (
            said if isinstance(said, dataclasses.Field) else dataclasses.field(default=said)
        )
        field.name = name
        found.append(field)
    return found


def _names(cls: type) -> list[str]:
    return [name for name, said in cls.__annotations__.items() if "ClassVar" not in str(said)]


def _is_plain(field: dataclasses.Field[Any]) -> bool:
    return field.init and field.hash is None and field.kw_only is not True


def _write_init(
    cls: type, fields: list[dataclasses.Field[Any]], known: dict[str, Any]
) -> Iterator[str]:
    yield f"def __init__({', '.join(['self', *(_parameter(field, known) for field in fields)])}):"
    for field in fields:
        yield f"_set(self, {field.name!r}, {_argument(field)})"
    yield "self.__post_init__()" if hasattr(cls, "__post_init__") else "pass"


def _write_eq(
    _cls: type, fields: list[dataclasses.Field[Any]], _known: dict[str, Any]
) -> Iterator[str]:
    yield "def __eq__(self, other):"
    yield "if other.__class__ is not self.__class__: return NotImplemented"
    yield f"return {_compared('self', fields)} == {_compared('other', fields)}"


def _write_hash(
    _cls: type, fields: list[dataclasses.Field[Any]], _known: dict[str, Any]
) -> Iterator[str]:
    yield "def __hash__(self):"
    yield f"return hash({_compared('self', fields)})"


_WRITERS = {"__init__": _write_init, "__eq__": _write_eq, "__hash__": _write_hash}


def _compared(name: str, fields: list[dataclasses.Field[Any]]) -> str:
    """The tuple of what tells two apart."""
    return f"({''.join(f'{name}.{field.name}, ' for field in fields if field.compare)})"


def _parameter(field: dataclasses.Field[Any], known: dict[str, Any]) -> str:
    """A field as a parameter; what its default needs is added to what is known."""
    if field.default_factory is not dataclasses.MISSING:
        known[f"_make_{field.name}"] = field.default_factory
        return f"{field.name}=_UNSET"
    if field.default is not dataclasses.MISSING:
        known[f"_default_{field.name}"] = field.default
        return f"{field.name}=_default_{field.name}"
    return field.name


def _argument(field: dataclasses.Field[Any]) -> str:
    if field.default_factory is dataclasses.MISSING:
        return field.name
    return f"_make_{field.name}() if {field.name} is _UNSET else {field.name}"


class _Told:
    """What the standard library keeps of a class, for `fields`, `replace`, `asdict` and heirs."""

    def __init__(self, cls: type, name: str) -> None:
        self._of, self._name = cls, name
        self._value: Any = None

    def __get__(self, instance: object, owner: type) -> Any:
        if self._value is None:
            # An heir must be as frozen as what it inherits from; else nobody has asked for it yet.
            bare = self._of.__base__ is object and self._name == "__dataclass_fields__"
            self._value = getattr(_written(self._of, frozen=not bare), self._name)
        return self._value


class _Signature:
    """What `help` and editors show of a class that has no `__init__` yet."""

    def __init__(self, cls: type) -> None:
        self._of = cls

    def __get__(self, instance: object, owner: type) -> Any:
        from inspect import signature

        whole = signature(vars(_written(self._of, init=True))["__init__"])
        return whole.replace(parameters=[*whole.parameters.values()][1:])


def _refuse_to_set(_self: object, name: str, _value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _set_state(self: object, state: tuple[None, dict[str, object]]) -> None:
    """Take what pickling and copying of a class with slots hand over, past the refusal to set."""
    for name, value in state[1].items():
        object.__setattr__(self, name, value)
