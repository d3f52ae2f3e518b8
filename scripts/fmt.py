"""`make fmt`: ruff and Biome put the code into the house style."""

from scripts import environment, phone_app
from scripts.console import PWA, run


def main() -> None:
    """Fix what can be fixed, then format."""
    environment.create()
    environment.install("requirements-dev.txt")
    environment.python("-m", "ruff", "check", "--fix", "--exit-zero", "--quiet", ".")
    environment.python("-m", "ruff", "format", "--quiet", ".")
    env = phone_app.packages(with_checkers=True)
    run(["npm", "exec", "--", "biome", "check", "--write", "."], cwd=PWA, env=env, quiet=False)


if __name__ == "__main__":
    main()
