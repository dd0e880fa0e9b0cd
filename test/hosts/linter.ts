/** ESLint with typescript-eslint, in throw-away projects, and a file with marks for it. */
import { createRequire } from 'node:module';
import { ESLint, type Linter } from 'eslint';

type Host = typeof import('../../transformer/hosts/eslint');
export const unsync = createRequire(import.meta.url)('../../dist/transformer/hosts/eslint.js') as Host;
export type Configs = readonly unknown[];

export const tsconfig = JSON.stringify({
  compilerOptions: { target: 'es2022', module: 'nodenext', lib: ['es2022', 'dom'], types: [], strict: true },
  include: ['src'],
});

export function linter(folder: string, configs: Configs, parserOptions: object = { projectService: true }): ESLint {
  // in CI, typescript-eslint takes it that nothing is linted twice, and crashes where something is
  const often = { disallowAutomaticSingleRunInference: true };
  const languageOptions = { parserOptions: { ...often, ...parserOptions, tsconfigRootDir: folder } };
  return new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [configs, { files: ['**/*.{ts,js}'], languageOptions }].flat(9) as Linter.Config[],
  });
}

export const work = `/** @unsync */
export function fib(n: number): number {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}
/** @unsync */
export async function later(n: number) {
  await Promise.resolve();
  return n;
}
export class Tools {
  /** @unsync */
  static area(side: number): number {
    return side * side;
  }
  /** @unsync */
  grow(by: number): number {
    return by + 1;
  }
}
export const api = {
  /** @unsync */
  twice(n: number) {
    return n * 2;
  },
};
/**
 * @deprecated
 * @unsync
 */
export function old(n: number): number {
  return n;
}
`;
