/** Settings of a project's plugin entry, resolved once. */
import { isEntry } from './4-classify/blocking-calls';
import { projectProblem } from './diagnostics';
import { wrongLines } from './facts/platform/signature-lines';
import type { Problem } from './types';

export interface Options {
  /** Warnings become errors of the build. */
  readonly warningsAsErrors: boolean;
  /**
   * Calls that block beside those that unsync knows: `"my-driver"` for every call of a module, `"my-driver#querySync"`
   * for one of its members, `"./src/native#read"`, relative to the tsconfig, for a module of the project.
   */
  readonly blocking: readonly string[];
  /**
   * What functions of packages do with what they are given, which is otherwise not known: `{ "my-lib": "",
   * "my-lib#sortRows": "writes 0; gives 0" }`. Nothing, where they only read it.
   */
  readonly effects: Readonly<Record<string, string>>;
}

const defaults: Options = { warningsAsErrors: false, blocking: [], effects: {} };

/** Of each option, whether a value can be one, and what to say where it can't. */
const known: { readonly [K in keyof Options]: { accepts(value: unknown): boolean; readonly takes: string } } = {
  warningsAsErrors: { accepts: (value) => typeof value === 'boolean', takes: 'true or false' },
  blocking: {
    accepts: (value) => Array.isArray(value) && value.every(isEntry),
    takes: `a list of modules and members, such as ["my-driver", "my-driver#querySync"]`,
  },
  effects: {
    accepts: (value) =>
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.values(value).every((line) => typeof line === 'string'),
    takes: `what functions of packages do, such as { "my-lib": "", "my-lib#sortRows": "writes 0; gives 0" }`,
  },
};

/** Keys of a plugin entry that belong to its hosts: ts-patch and the editor. */
const hostKeys = new Set([
  'name',
  'transform',
  'transformProgram',
  'import',
  'type',
  'after',
  'afterDeclarations',
  'resolvePathAliases',
  'tsConfig',
]);

/** Our entry among the plugins of a tsconfig, as tspc and the editor find it. */
export function pluginEntry(plugins: unknown): Readonly<Record<string, unknown>> | undefined {
  return entriesOf(plugins).find(isOurs);
}

/** The entries of other transformers of ts-patch. */
export function otherTransformers(plugins: unknown): readonly string[] {
  return entriesOf(plugins).flatMap((p) => (typeof p['transform'] === 'string' && !isOurs(p) ? [p['transform']] : []));
}

/** The entries that make programs of ours. */
export function laterPrograms(plugins: unknown): readonly string[] {
  const entries = entriesOf(plugins).filter(
    (p) => p['transformProgram'] === true && typeof p['transform'] === 'string',
  );
  const ours = entries.findIndex(isOurs);
  return ours < 0 ? [] : entries.slice(ours + 1).flatMap((p) => (isOurs(p) ? [] : [String(p['transform'])]));
}

const entriesOf = (plugins: unknown) => (plugins ?? []) as readonly Readonly<Record<string, unknown>>[];
const isOurs = (entry: Readonly<Record<string, unknown>>) =>
  entry['transform'] === 'unsync/transformer' || entry['name'] === 'unsync';

export function resolveOptions(entry: Readonly<Record<string, unknown>>): {
  options: Options;
  problems: readonly Pick<Problem, 'code' | 'message'>[];
} {
  const given = Object.keys(entry).filter((k) => !hostKeys.has(k));
  const isKnown = (k: string): k is keyof Options => Object.hasOwn(known, k);
  const accepted = given.filter((k) => isKnown(k) && known[k].accepts(entry[k]));
  const options: Options = { ...defaults, ...Object.fromEntries(accepted.map((k) => [k, entry[k]])) };
  const problems = given
    .filter((k) => !accepted.includes(k))
    .map((k) =>
      isKnown(k) ? projectProblem('wrongOption', [k, known[k].takes]) : projectProblem('unknownOption', [k]),
    );
  const wrong = wrongLines(options.effects).map((each) =>
    projectProblem('wrongEffect', [each.name, each.line, each.why, each.instead]),
  );
  return wrong.length
    ? { options: { ...options, effects: defaults.effects }, problems: [...problems, ...wrong] }
    : { options, problems };
}
