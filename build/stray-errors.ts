import { writeFileSync } from 'node:fs';
import type { Reporter } from 'vitest/node';

/** An error of a test run that belongs to no test: thrown after its test had ended, or a process of the run that died. */
export interface StrayError {
  /** Absolute path of the test file; null where vitest does not know. */
  readonly file: string | null;
  readonly message: string;
}

/** A reporter that writes the errors outside of tests, which vitest's JSON report leaves out. */
export function strayErrorsTo(outputFile: string): Reporter {
  return {
    onTestRunEnd(_modules, errors) {
      const stray = errors.map(
        ({ name, message, stack, VITEST_TEST_PATH: path }): StrayError => ({
          file: typeof path === 'string' ? path : null,
          message: stack ?? `${name ?? 'Error'}: ${message}`,
        }),
      );
      writeFileSync(outputFile, JSON.stringify(stray));
    },
  };
}
