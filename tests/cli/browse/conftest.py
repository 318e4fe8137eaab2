from importlib.util import find_spec

# What needs the extra `browse`; .ci/run installs it and runs them.
collect_ignore = [] if find_spec("textual") else ["test_app.py", "test_real_terminal.py"]
