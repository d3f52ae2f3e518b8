import { defineConfig } from 'vitest/config';

/** Only what tests/simulation/test_in_step.py starts: it needs the server of that test. */
export default defineConfig({
  define: { __APP_VERSION__: '"0.0.0-test"' },
  test: { environment: 'node', include: ['test/inStep.play.ts'], setupFiles: ['test/setup.ts'] },
});
