"""`make clean`: remove what was built and cached. Data in var/ stays."""

import shutil

from scripts.console import PWA, ROOT, say

MADE = (
    ROOT / ".venv",
    ROOT / ".mypy_cache",
    ROOT / ".ruff_cache",
    ROOT / ".pytest_cache",
    ROOT / ".hypothesis",
    PWA / "dist",
    PWA / "node_modules",
    PWA / ".cache",
)


def main() -> None:
    """Remove every folder that a command of ours makes again."""
    for folder in MADE:
        if folder.exists():
            say(f"removing {folder.relative_to(ROOT)}")
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
