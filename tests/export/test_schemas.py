"""Every JSON answer is as the schema says that the package ships for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

import gazette_search
from gazette_search.cli.main import main
from gazette_search.workflows.keeping import kept_folder

if TYPE_CHECKING:
    from gazette_search.workflows.home import Home

SCHEMAS = Path(gazette_search.__file__).parent / "export" / "schemas"
ASKED = {
    "search": [
        ["供暖费退费"],
        ["拆迁补偿", "--context", "1", "--explain"],
        ["葫政办发2019 55号"],
        ["低保 优惠券"],
        ["“人民政府办公室”", "-n", "0"],
        ["营商环竟"],
        ["供热", "--facets"],
        ["低保 孤儿 拆迁", "--facets"],
    ],
    "list": [["list", "--genre", "通告"], ["list", "--since", "2020", "-s", "newest"]],
    "show": [
        ["show", "葫政发〔2019〕17号"],
        ["show", "葫政告字2018 4号", "--as-of", "2020"],
        ["show", "2018-02:685"],
    ],
    "refs": [["refs", "葫政发2019-17"], ["refs", "葫政办发〔2017〕259号"]],
    "toc": [["toc", "2019-04"], ["toc", "总第63期"]],
    "check": [["check"]],
    "add": [["add", str(Path(__file__).parents[2] / "corpus" / "2020-02.txt")]],
    "index": [["index"], ["index", "--dry-run"]],
    "timeline": [["timeline", "特困人员供养标准"], ["timeline", "失业率", "--since", "2018"]],
    "trend": [["trend", "低保", "疫情"], ["trend", "低保", "--by", "organ"]],
    "duties": [["duties", "市农业农村局"], ["duties", "--issue", "2020-02"]],
    "diff": [["diff", "葫政办发2018-78", "葫政办发2019-55"]],
    "history": [["history"]],
    "topics": [["topics"]],
    "new": [["new", "--keep"]],
}
CASES = [
    pytest.param(name, command, id=" ".join(command)) for name in ASKED for command in ASKED[name]
]


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def follow_news(home: Home) -> None:
    """Two topics, of which the documents on one are not known yet."""
    main(["topics", "add", "低保标准", "供热", "--home", str(home.path)])
    file = kept_folder(home) / "topics.json"
    kept = json.loads(file.read_text(encoding="utf-8"))
    kept["topics"][0]["known"] = []
    file.write_text(json.dumps(kept), encoding="utf-8")


@pytest.mark.parametrize(("name", "command"), CASES)
def test_an_answer_is_as_its_schema_says(
    name: str, command: list[str], home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    if name == "new":
        follow_news(home)
        capsys.readouterr()
    main([*command, "--format", "json", "--home", str(home.path)])
    validator(name).validate(json.loads(capsys.readouterr().out))


def test_searches_that_are_remembered_are_as_the_schema_says(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    for query in (["低保标准"], ["供热", "--passages", "0"]):
        main([*query, "--home", str(home.path)])
    capsys.readouterr()
    assert main(["history", "--json", "--home", str(home.path)]) == 0
    answer = json.loads(capsys.readouterr().out)
    validator("history").validate(answer)
    assert [past["query"] for past in answer["searches"]] == ["供热", "低保标准"]


def test_every_line_of_an_export_is_as_its_schema_says(
    home: Home, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["export", "--all", "-", "--home", str(home.path)]) == 0
    lines = capsysbinary.readouterr().out.decode("utf-8").splitlines()
    assert len(lines) == 44
    for line in lines:
        validator("export").validate(json.loads(line))


def test_there_is_a_schema_for_every_answer() -> None:
    assert {path.stem for path in SCHEMAS.glob("*.json")} == {*ASKED, "export"}


@pytest.mark.parametrize(
    "answer", [{"schema_version": 1}, {"schema_version": 2, "hits": []}, [], {"hits": [{}]}]
)
def test_what_is_no_search_result_is_told_apart(answer: object) -> None:
    assert not validator("search").is_valid(answer)


def always_null(schema: object, path: str = "") -> list[str]:
    """Fields that could never hold anything: what a sample happened not to have."""
    if not isinstance(schema, dict):
        return []
    found = [path] if schema.get("type") in ("null", ["null"]) else []
    for name, of_field in schema.get("properties", {}).items():
        found += always_null(of_field, f"{path}.{name}")
    return found + always_null(schema.get("items"), f"{path}[]")


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.json")), ids=lambda path: path.stem)
def test_no_field_is_null_whatever_is_read(path: Path) -> None:
    assert always_null(json.loads(path.read_text(encoding="utf-8"))) == []
