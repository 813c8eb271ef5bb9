"""What all tests share: only the browser; other outside programs are asked for through `tests.programs`."""

pytest_plugins = ["tests.browser"]
