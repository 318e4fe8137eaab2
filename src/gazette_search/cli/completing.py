"""What a shell offers when Tab is pressed: the scripts of the shells, and their answers.

Our own and not click's, whose bash script breaks a candidate at blanks and colons and whose fish
script cuts it at commas (click 8.5.1 with bash 5.2, fish 3.6). The shell hands over the line up to
the cursor, one word below the other; it gets one candidate a line and quotes it itself.
"""

from __future__ import annotations

import locale
import os
import sys
from typing import TYPE_CHECKING

from gazette_search.cli.offers import Offer
from gazette_search.cli.overview import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

COMPLETION_VARIABLE = "_GSEARCH_COMPLETE"  # set by the scripts, and by nobody else
_LINE_VARIABLE = "_GSEARCH_LINE"

# bash cuts words at : and =, so the line is handed over as typed and read here; an answer replaces
# only what bash takes for the word. Inside quotes nothing must be escaped.
_BASH = """\
_gsearch_completion() {
    local answer kind value
    COMPREPLY=()
    while IFS=$'\\t' read -r kind value; do
        case "$kind" in
            word) COMPREPLY+=("$value") ;;
            file) compopt -o filenames 2>/dev/null
                  mapfile -t COMPREPLY < <(compgen -f -- "$value") ;;
            dir) compopt -o filenames 2>/dev/null
                 mapfile -t COMPREPLY < <(compgen -d -- "$value") ;;
        esac
    done < <(_GSEARCH_COMPLETE=bash _GSEARCH_LINE="${COMP_LINE:0:COMP_POINT}" \\
             _GSEARCH_CUT="${COMP_WORDS[COMP_CWORD]}" "$1" 2>/dev/null)
    if [[ ${#COMPREPLY[@]} -eq 1 && "${COMPREPLY[0]}" == *= ]]; then compopt -o nospace; fi
}
complete -o nosort -F _gsearch_completion gsearch
"""
_ZSH = """\
#compdef gsearch
_gsearch() {
    local -a values shown lines
    local line kind value help
    line="${(F)${(@Q)words[1,CURRENT-1]}}"$'\\n'"${(Q)PREFIX}"
    lines=("${(@f)$(_GSEARCH_COMPLETE=zsh _GSEARCH_LINE="$line" $words[1] 2>/dev/null)}")
    for line in $lines; do
        kind="${line%%$'\\t'*}"; line="${line#*$'\\t'}"
        value="${line%%$'\\t'*}"; help="${line#*$'\\t'}"
        case "$kind" in
            word) values+=("$value"); shown+=("${value}${help:+  -- $help}") ;;
            file) _files ;;
            dir) _path_files -/ ;;
        esac
    done
    (( ${#values} )) && compadd -U -V gsearch -l -d shown -a values
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _gsearch "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -u }
    compdef _gsearch gsearch
fi
"""
_FISH = """\
function __gsearch_complete
    set -lx _GSEARCH_COMPLETE fish
    set -lx _GSEARCH_LINE (string join -- \\n (commandline -opc) (commandline -ct) | string collect)
    for line in (command gsearch 2>/dev/null)
        set -l parts (string split -m 2 -- \\t $line)
        switch $parts[1]
            case word
                printf '%s\\t%s\\n' $parts[2] "$parts[3]"
            case file
                __fish_complete_path $parts[2]
            case dir
                __fish_complete_directories $parts[2]
        end
    end
end
complete -c gsearch -e
complete -c gsearch -f -k -a '(__gsearch_complete)'
"""
# Metavars of what stands behind commands and options (a test holds them to the commands).
NAMED_BY_COMMAND = {
    **dict.fromkeys(("show", "cite", "refs", "diff", "open"), "文号"),
    "toc": "期",
}
NAMED_BY_OPTION = {"--issue": "期", "--genre": "文种", "--issuer": "机关"}
SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}


def write_offers(shell: str) -> int:
    """Write what the shell offers for the line in the environment.

    Returns:
        The exit code.
    """
    words = _bash_words() if shell == "bash" else os.environ.get(_LINE_VARIABLE, "").split("\n")
    if len(words) < 2:
        return 0
    found = candidates(words[1:-1], words[-1])
    lines = _for_bash(found, words[-1]) if shell == "bash" else map(_line, found)
    content = "".join(f"{line}\n" for line in lines if _can_be_typed(line))
    sys.stdout.buffer.write(content.encode("utf-8", "replace"))
    sys.stdout.flush()
    return 0


def candidates(words: Sequence[str], begun: str) -> list[Offer]:
    """What can stand behind some words of a command line.

    Args:
        words: Those before the cursor, without the program's own name.
        begun: What is typed of the next.
    """
    if not words and not begun.startswith("-"):
        return [
            Offer(name, meaning) for name, meaning in COMMANDS.items() if name.startswith(begun)
        ]
    meant = _meant(words, begun)
    if meant:
        from gazette_search.cli.known_names import KNOWN_NAMES

        return KNOWN_NAMES[meant](begun, None)
    from gazette_search.cli.offering import offered

    return offered(words, begun)


def _meant(words: Sequence[str], begun: str) -> str:
    """What a word must be that can be told without click, which takes 30 ms to import."""
    if begun.startswith("-") or "--home" in " ".join(words):
        return ""
    if words[-1] in NAMED_BY_OPTION:
        return NAMED_BY_OPTION[words[-1]]
    plain = not any(word.startswith("-") for word in words)
    return NAMED_BY_COMMAND.get(words[0], "") if plain else ""


def _line(candidate: Offer) -> str:
    flat = " ".join(candidate.help.split())
    return f"{candidate.kind}\t{candidate.value}\t{flat}"


def _can_be_typed(line: str) -> bool:
    """Whether the shell can take it: in a locale that knows no UTF-8 it would insert halves.

    And nothing that ends a line, or that a terminal obeys.
    """
    kind, value, *_ = line.split("\t")
    del kind
    return value.isprintable() and (value.isascii() or _knows_utf8())


def _knows_utf8() -> bool:
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "")
    if not named and sys.platform in ("win32", "darwin"):
        return True
    return "utf" in named.lower() and locale.getpreferredencoding(do_setlocale=False) != ""


# --- bash ---------------------------------------------------------------------------------------


def _bash_words() -> list[str]:
    """The words of the line as bash would hand them to the program, an open quote closed."""
    import shlex

    line = os.environ.get(_LINE_VARIABLE, "")
    for closed in (line, f"{line}'", f'{line}"'):
        try:
            words = shlex.split(closed)
        except ValueError:
            continue
        ends_a_word = line[-1:].isspace() and closed == line
        return [*words, ""] if ends_a_word or not words else words
    return []


def _for_bash(found: Iterable[Offer], begun: str) -> Iterator[str]:
    """Candidates as bash inserts them: behind what it holds for the word before, escaped."""
    cut = os.environ.get("_GSEARCH_CUT", "")
    quoted = cut[:1] if cut[:1] in ("'", '"') else ""
    typed = cut.lstrip("'\"").replace("\\", "")
    kept = begun[: len(begun) - len(typed)] if typed not in (":", "=") else begun
    for candidate in found:
        value = candidate.value
        if kept and value.startswith(kept):
            value = value[len(kept) :]
        if candidate.kind == "word" and not quoted:
            value = _escaped(value)
        yield f"{candidate.kind}\t{value}"


def _escaped(value: str) -> str:
    return "".join(f"\\{c}" if c in " \t'\"\\$`!&|;<>()[]{}*?#~" else c for c in value)
