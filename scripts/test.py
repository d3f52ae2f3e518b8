"""`make test` and `make check`: everything the tests need, then everything there is to run."""

import os
import sys
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor

from scripts import environment, parts, phone_app, system
from scripts.console import say, stop

#: Lint and types wait for little but the processor: one for each of the two cores a small machine has.
AT_ONCE = 2


def main(arguments: list[str]) -> int:
    """Prepare and run all parts, whatever fails; 1 when any did."""
    begun = time.monotonic()
    only_checks = "--only-checks" in arguments
    env = prepare(only_checks=only_checks)
    results = run_together([*parts.checks(), *([] if only_checks else [parts.vitest()])], env)
    closing = ""
    if not only_checks:
        say("pytest: server, reading, both databases, browser journeys")
        result, closing = parts.run_aloud(parts.pytest([a for a in arguments if a != "--only-checks"]), env)
        results.append(result)
    failed = [result for result in results if not result.passed]
    print(f"\nSummary, {time.monotonic() - begun:.0f} s in all")
    print("\n".join(result.line for result in results))
    print(f"Failed: {', '.join(result.part.name for result in failed)}" if failed else "Every part passed.")
    print(closing, end="", flush=True)
    return 1 if failed else 0


def prepare(*, only_checks: bool) -> Mapping[str, str]:
    """Install what the parts need; answers the environment to run them in."""
    environment.create()
    with ThreadPoolExecutor() as pool:
        packages = pool.submit(environment.install, "requirements.txt", "requirements-dev.txt")
        node = pool.submit(phone_app.packages, with_checkers=True)
        if not only_checks:
            _system_programs()
        packages.result()
        env = {**os.environ, **node.result()}
    if not only_checks:
        phone_app.build()
        if not system.CHROMIUM.present():
            say("no Chromium in the system's packages: fetching Playwright's")
            environment.python("-m", "playwright", "install", "chromium")
    return env


def _system_programs() -> None:
    reading = [system.TESSERACT, system.KOREAN, system.HANGUL_FONT]
    missing = system.ensure([*reading, system.POSTGRES, system.REDIS, system.CHROMIUM])
    if system.POSTGRES in missing or system.REDIS in missing:
        stop("the tests run on PostgreSQL and use Redis. Install them with the line above and try again.")


def run_together(some: Iterable[parts.Part], env: Mapping[str, str]) -> list[parts.Result]:
    """Run parts two at a time; what a failed one said is shown as soon as it ends."""

    def one(part: parts.Part) -> parts.Result:
        result = parts.run(part, env)
        print(result.line if result.passed else f"{result.said}{result.line}", flush=True)
        return result

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, some))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
