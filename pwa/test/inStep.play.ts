/** Started by tests/simulation/test_in_step.py: plays the scripts of one file and writes what came of them into another. */
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { type Cast, Stage, type Step } from './inStep';

const { SCRIPTS = '', PLAYED = '' } = process.env;

test('plays every script', async () => {
  const { cast, scripts } = JSON.parse(readFileSync(SCRIPTS, 'utf8')) as { cast: Cast; scripts: Step[][] };
  const played: unknown[] = [];
  for (const steps of scripts) played.push(await new Stage(cast).play(steps));
  writeFileSync(PLAYED, JSON.stringify(played));
}, 300_000);
