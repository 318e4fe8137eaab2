#!/usr/bin/env bash
# ofdreader 0.1.0: the published wheel holds no module.
#
# Expected: after "pip install ofdreader" a program can import what the package
#   describes, a reader of OFD files.
# Seen: the wheel records its own metadata and licence and not one Python file; pip
#   installs it and "pip check" is content, the import fails.
# Why it matters: OFD is the national format of official documents and few libraries
#   read it. A list of candidates made from package names and successful installs counts
#   this one as a choice; only an import tells. An optional dependency on it would look
#   satisfied and every OFD file would be skipped.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check ofdreader==0.1.0
"$work/venv/bin/pip" --disable-pip-version-check check
cd "$work"

"$work/venv/bin/python" - <<'PY'
import importlib.metadata
import importlib.util
import sys

installed = importlib.metadata.distribution("ofdreader")
files = sorted(str(path) for path in installed.files or [])
spec = importlib.util.find_spec("ofdreader")
print("ofdreader", installed.version, "-", installed.metadata["Summary"])
print("\n".join(files))
print("importable:", spec is not None)
modules = [name for name in files if ".dist-info/" not in name]
sys.exit("The behaviour has changed." if modules or spec else 0)
PY
