"""Bugs planted in the phone's own engine (pwa/src/sync): its tests, run on the changed source, must find each."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import orjson

PWA = Path(__file__).resolve().parents[2] / "pwa"
#: what goes wrong, file of pwa/src/sync, the words there, and what stands in their place
PLANTED: tuple[tuple[str, str, str, str], ...] = (
    ("sent counts as arrived", "push", "if (result.st === 'retry') return;", "if (!result) return;"),
    (
        "refusals are forgotten",
        "push",
        "await db.dead.put({ id, n, lead, op, code: result.code,",
        "void ({ code: result.code,",
    ),
    (
        "one bad entry holds up the rest",
        "push",
        "    await bury(pass, rows, failure);\n    return null;",
        "    return stopFor(pass, failure);",
    ),
    (
        "a refused batch is never made smaller",
        "push",
        "pass.limits.ops = Math.max(1, Math.floor(sent / 2));",
        "void sent;",
    ),
    ("stamps are not kept", "push", "return { ...all, ...own };", "return null;"),
    (
        "the cursor is stored although its page failed",
        "pull",
        "  return db.transaction('rw', [...epochTables(db), db.blobs], async () => {",
        "  await setMeta(db, 'cursor', page.cursor);\n"
        "  return db.transaction('rw', [...epochTables(db), db.blobs], async () => {",
    ),
    ("a lead leaves with its first scope", "pull", "  if (scopes.length > 0) {", "  if (scopes.length > 99) {"),
    ("losing a scope changes nothing", "pull", "for (const scope of page.drop) await dropScope(db, scope);", ""),
    (
        "own entries stay laid over for ever",
        "pull",
        "open.filter((row) => row.rev <= clock)",
        "open.filter((row) => row.rev > clock)",
    ),
    (
        "a restore goes unnoticed",
        "epoch",
        "  if (known === undefined) return false;",
        "  if (known !== epoch) return false;",
    ),
    ("a restore does not send again", "epoch", "  await requeue(db, epoch);\n  return true;", "  return true;"),
    ("a number is given twice", "batch", "await setMeta(db, 'next_seq', next);", "await setMeta(db, 'next_seq', 1);"),
    (
        "two tabs sync at once",
        "lock",
        "lease.until > now()) return false;",
        "lease.until > now() + 1e12) return false;",
    ),
    ("a part that is there is sent again", "uploads", "filter((i) => !held.has(i))", "filter(() => true)"),
    ("the server's pause is not kept", "backoff", "Math.max(jittered, asked ?? 0)", "jittered"),
)


def hunted(only: str) -> Iterator[tuple[str, str, str | None, str]]:
    """(room, what goes wrong, the test that found it or None, what it said), one planted bug after the other."""
    for words, file, right, wrong in PLANTED:
        if only in f"app {words}":
            failed = _failing(file, right, wrong)
            yield "app", words, "its tests" if failed else None, failed


def _failing(file: str, right: str, wrong: str) -> str:
    """Name of a test of pwa/src/sync that fails on the changed source; empty when all pass."""
    source = (PWA / "src/sync" / f"{file}.ts").read_text()
    if source.count(right) != 1:
        raise ValueError(f"{file}.ts has changed: {right!r} stands there {source.count(right)} times")
    env = {**os.environ, "PLANTED_FILE": f"/src/sync/{file}.ts", "PLANTED_RIGHT": right, "PLANTED_WRONG": wrong}
    command = [
        "npx",
        "vitest",
        "run",
        "src/sync",
        "--config",
        "vitest.planted.config.ts",
        "--bail",
        "1",
        "--reporter",
        "json",
    ]
    done = subprocess.run(command, cwd=PWA, env=env, capture_output=True, text=True, check=False, timeout=300)
    return _first_failure(done.stdout) if done.returncode else ""


def _first_failure(report: str) -> str:
    found = orjson.loads(report[report.index("{") :])
    tests = [test for file in found["testResults"] for test in file["assertionResults"]]
    return next((test["title"] for test in tests if test["status"] == "failed"), "the tests do not run")
