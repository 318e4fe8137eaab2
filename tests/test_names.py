"""A public name means one thing in the whole program."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "src/gazette_search"
# What a registry looks for in each of its modules.
LOOKED_FOR = {"command", "EXPORTS", "FORMAT"}


def defined(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Assign(targets=targets):
            yield from (target.id for target in targets if isinstance(target, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name


def test_no_two_public_names_are_alike() -> None:
    homes: defaultdict[str, set[str]] = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        for statement in ast.parse(path.read_text(encoding="utf-8")).body:
            for name in defined(statement):
                if not name.startswith("_"):
                    homes[name].add(str(path.relative_to(PACKAGE)))
    alike = {name: places for name, places in homes.items() if len(places) > 1}
    assert {name: alike[name] for name in sorted(alike.keys() - LOOKED_FOR)} == {}
    assert len(homes) > 1000
