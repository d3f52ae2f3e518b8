import { defineConfig, mergeConfig } from 'vitest/config';
import usual from './vitest.config';

const { PLANTED_FILE: file = '', PLANTED_RIGHT: right = '', PLANTED_WRONG: wrong = '' } = process.env;

/** The sync engine's tests on a source with one planted bug: they are worth something only if they fail. */
export default mergeConfig(
  usual,
  defineConfig({
    plugins: [
      {
        name: 'planted',
        enforce: 'pre',
        transform: (code: string, id: string) => (id.endsWith(file) ? code.replace(right, wrong) : undefined),
      },
    ],
    // a planted bug may make the engine go round for ever
    test: { testTimeout: 4000 },
  }),
);
