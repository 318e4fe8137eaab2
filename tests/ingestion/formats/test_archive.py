from __future__ import annotations

import pytest

from gazette_search.ingestion.formats.archive import safe_name


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("公报/2020 第2期.txt", "公报/2020 第2期.txt"),
        ("公报\\2020-02.txt", "公报/2020-02.txt"),
        ("../../公报.txt", "公报.txt"),
        ("/etc/公报.txt", "etc/公报.txt"),
        ("C:\\公报.txt", "C/公报.txt"),
        ("公报/./ /2020-02.txt", "公报/2020-02.txt"),
        ("公报\x1b[2J\n.txt", "公报[2J.txt"),
        ("..", ""),
        ("", ""),
    ],
)
def test_a_name_stays_below_its_folder_and_is_as_written(path: str, name: str) -> None:
    assert safe_name(path) == name
