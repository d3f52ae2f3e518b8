"""The version people see; a test keeps it equal to pyproject.toml's."""

VERSION = "0.1.0"
