/** Verifies that every mark in an output has its stub: a mark in a comment is silent where the transformer was not at work. */
import * as path from 'node:path';
import type ts from 'typescript';
import { findMarks, mayHaveMarks } from '../1-find/1-find';
import type { TypeScript } from '../types';

export interface Failure {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Where worker modules are, as it is written in CommonJS, for both, and in ES modules. */
const asked = /(__dirname ?\+ ?)?"\.?\/([^"/]+\.unsync\.[cm]?jsx?)"(, ?import\.meta\.url)?/g;

/** `files` are the JavaScript files of an output folder; sources are read through their source maps where there are any. */
export function verify(
  ts: TypeScript,
  files: readonly string[],
  disk: { readFile(name: string): string | undefined },
): { marks: number; failures: Failure[] } {
  const failures: Failure[] = [];
  let marks = 0;
  for (const output of files) {
    const text = disk.readFile(output);
    if (text === undefined || /^\/\/# unsyncSource=/m.test(text)) continue;
    const stubs = new Set([...text.matchAll(/\bname: "([^"]+)",\s*at: "/g)].map((m) => m[1]!));
    const seen = new Set<string>();
    for (const source of [{ name: output, text }, ...sourcesOf(output, text, disk)]) {
      if (!mayHaveMarks(source.text)) continue;
      const file = ts.createSourceFile(source.name, asDeclarations(source.text), ts.ScriptTarget.Latest, true);
      const at = (position: number) => {
        const { line, character } = ts.getLineAndCharacterOfPosition(file, position);
        return { file: source.name, line: line + 1, column: character + 1 };
      };
      for (const mark of findMarks(ts, file).marks) {
        // what tsc calls an anonymous default export, and what stands inside a marked function in the output
        const name = mark.name.replace(/^default_\d+$/, 'default').replace(/(^|\.)[\w$]+_task(_\d+)?\./g, '$1');
        if (seen.has(name)) continue;
        seen.add(name);
        marks++;
        if (!stubs.has(name))
          failures.push({
            ...at(mark.anchor.start),
            message: `'${name}' is marked, but ${output} has no stub for it.`,
          });
      }
      if (source.name !== output) continue;
      for (const call of plainWrappers(ts, file)) {
        marks++;
        failures.push({
          ...at(call),
          message: 'unsync() is called as it was written: its function runs on the thread of its caller.',
        });
      }
    }
    for (const [, script, worker, module] of text.matchAll(asked)) {
      const isBeside = disk.readFile(path.join(path.dirname(output), worker!)) !== undefined;
      // a bundler may say it from elsewhere
      const isThere = isBeside || (!script && !module && files.some((file) => path.basename(file) === worker));
      if (!isThere)
        failures.push({ file: output, line: 1, column: 1, message: `its worker module ${worker} is missing.` });
    }
  }
  return { marks, failures };
}

/** Of a class with decorators of the older kind, tsc makes `let Image = Image_1 = class Image {`: the declaration, in its place. */
function asDeclarations(text: string): string {
  return text.replace(/^let ([\w$]+) = (?:[\w$]+ = )?(?=class \1\b)/gm, ({ length }) => ' '.repeat(length));
}

function sourcesOf(
  name: string,
  text: string,
  disk: { readFile(name: string): string | undefined },
): { name: string; text: string }[] {
  const url = /^\/\/# sourceMappingURL=(\S+)/m.exec(text)?.[1];
  if (!url) return [];
  const embedded = /^data:application\/json;(?:charset=utf-8;)?base64,(.*)$/.exec(url);
  const raw = embedded
    ? Buffer.from(embedded[1]!, 'base64').toString()
    : disk.readFile(path.join(path.dirname(name), decodeURI(url)));
  if (raw === undefined) return [];
  return partsOf(JSON.parse(raw) as SourceMap).flatMap(({ sourceRoot = '', sources = [], sourcesContent }) =>
    sources.flatMap((source, i) => {
      const full = path.join(path.dirname(name), sourceRoot, source);
      const content = sourcesContent?.[i] ?? disk.readFile(full);
      return content === undefined ? [] : [{ name: full, text: content }];
    }),
  );
}

interface SourceMap {
  readonly sourceRoot?: string;
  readonly sources?: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
  /** Of an index map, as Turbopack writes them. */
  readonly sections?: readonly { readonly map: SourceMap }[];
}
const partsOf = (map: SourceMap): SourceMap[] => [
  map,
  ...(map.sections ?? []).flatMap((section) => partsOf(section.map)),
];

/** Calls of `unsync` that are still calls of `unsync`. */
function plainWrappers(ts: TypeScript, file: ts.SourceFile): number[] {
  if (!/["']unsync["']/.test(file.text)) return [];
  const found: number[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      let callee: ts.Expression = node.expression;
      while (ts.isParenthesizedExpression(callee) || ts.isBinaryExpression(callee))
        callee = ts.isBinaryExpression(callee) ? callee.right : callee.expression;
      if (
        (ts.isIdentifier(callee) && callee.text === 'unsync') ||
        (ts.isPropertyAccessExpression(callee) && callee.name.text === 'unsync')
      )
        found.push(node.getStart(file));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
