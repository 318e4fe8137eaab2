from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import hit, result
from gazette_search.cli.links import linked, place_url, shows_links, without_links
from gazette_search.cli.terminal import Screen, display_width
from gazette_search.cli.views.hits import draw_hits
from gazette_search.models import Place

HOME = Path("/home/王/公报 #1")


@pytest.mark.parametrize(
    ("variables", "shows"),
    [
        ({}, False),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7200"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "5000"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "x"}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "screen-256color", "KITTY_WINDOW_ID": "1"}, True),
        ({"TERM": "xterm-256color", "WT_SESSION": "c0ffee"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "dumb", "VTE_VERSION": "7200"}, False),
        ({"TERM": "linux", "KONSOLE_VERSION": "220401"}, False),
        ({"TERM": "xterm-kitty", "CI": "true"}, False),
        ({"TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"}, False),
        ({"TERM": "xterm", "FORCE_HYPERLINK": "1"}, True),
    ],
)
def test_only_terminals_known_to_show_links_get_them(
    variables: dict[str, str], shows: bool
) -> None:
    assert shows_links(variables) is shows


@pytest.mark.parametrize(
    ("place", "variables", "end"),
    [
        (Place("corpus/2020-02.txt", 685), {}, "/corpus/2020-02.txt"),
        (Place("corpus/2020-02.txt", 685), {"TERM": "xterm-kitty"}, "/corpus/2020-02.txt#685"),
        (Place("corpus/a b%.pdf", None, 3), {"TERM": "xterm-kitty"}, "/corpus/a%20b%25.pdf"),
    ],
)
def test_an_address_leads_to_the_file(place: Place, variables: dict[str, str], end: str) -> None:
    url = place_url(HOME, place, variables)
    host = os.uname().nodename if hasattr(os, "uname") else ""
    assert url == f"file://{host}/home/%E7%8E%8B/%E5%85%AC%E6%8A%A5%20%231{end}"


@given(st.text(min_size=1))
def test_no_name_of_a_file_breaks_out_of_its_address(name: str) -> None:
    try:
        url = place_url(HOME, Place(name, 1), {"TERM": "xterm-kitty"})
    except ValueError:  # a zero byte or half a surrogate pair, which no file has
        return
    assert url.isascii()
    assert url.isprintable()


def test_hits_link_their_places_where_the_terminal_shows_it() -> None:
    place = "corpus/2020-02.txt:1111"
    plain = draw_hits(result(hit()), Screen(color=True, width=100))
    drawn = draw_hits(result(hit()), Screen(color=True, width=100, home=HOME))
    url = place_url(HOME, Place("corpus/2020-02.txt", 1111), os.environ)
    assert linked(place, url) in drawn
    assert "\x1b]8" not in plain
    assert drawn.replace(linked(place, url), place).count(place) == plain.count(place)


def test_links_can_be_taken_away() -> None:
    drawn = draw_hits(result(hit()), Screen(color=True, width=100, home=HOME))
    assert without_links(drawn) == draw_hits(result(hit()), Screen(color=True, width=100))


@pytest.mark.parametrize("width", [24, 40, 60, 80])
def test_a_link_takes_no_columns_and_breaks_no_line(width: int) -> None:
    drawn = draw_hits(result(hit()), Screen(width=width, home=HOME))
    bare = without_links(drawn)
    assert bare == draw_hits(result(hit()), Screen(width=width))
    assert max(map(display_width, bare.split("\n"))) <= width
