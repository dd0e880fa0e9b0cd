/** Says at the end which tests have passed at the second try only, and what went wrong at the first: each is a fault. */
import type { Reporter, TestCase } from 'vitest/node';

export class Retried implements Reporter {
  readonly #tests = new Map<string, string>();

  onTestRunStart(): void {
    this.#tests.clear();
  }
  onTestCaseResult(test: TestCase): void {
    if (!test.diagnostic()?.flaky) return;
    const errors = (test.result().errors ?? []).map(({ message, stack, diff }) =>
      `${stack ?? message}\n${diff ?? ''}`.trimEnd(),
    );
    const name = `${test.module.relativeModuleId} > ${test.fullName}`;
    this.#tests.set(test.id, [name, ...errors].join('\n').replaceAll('\n', '\n  '));
  }
  onTestRunEnd(): void {
    if (!this.#tests.size) return;
    process.stderr.write(`\nPassed at the second try only:\n${[...this.#tests.values()].join('\n')}\n`);
  }
}
