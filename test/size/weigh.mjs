/** How much code there is. */
import fs from 'node:fs';
import { gzipSync } from 'node:zlib';
import { transform } from 'esbuild';
import ts from 'typescript';

export const compressed = (text) => gzipSync(text, { level: 9 }).length;

/**
 * Bytes of files, each minified, and all compressed together; and their lines as esbuild prints them without comments,
 * since each package formats its own in its own way, and some are published bundled.
 */
export async function weigh(files) {
  const texts = await Promise.all(files.map((file) => printed(file, { minify: true })));
  const lines = await Promise.all(files.map((file) => printed(file, {})));
  return {
    bytes: files.length && compressed(texts.join('\n')),
    lines: lines.reduce((sum, text) => sum + count(text), 0),
  };
}

const count = (text) => text.split('\n').filter((line) => line.trim() !== '').length;

async function printed(file, options) {
  const text = fs.readFileSync(file, 'utf8');
  const format = /^(import|export)\b/m.test(text) ? 'esm' : 'cjs';
  const { code } = await transform(text, {
    ...options,
    format,
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
  });
  return code;
}

/** Lines of a source on which there is something else than blanks and comments. */
export function linesOfCode(file) {
  const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const lines = new Set();
  const lineAt = (position) => source.getLineAndCharacterOfPosition(position).line;
  const visit = (node) => {
    if (ts.isJSDoc(node) || node.kind === ts.SyntaxKind.EndOfFileToken) return;
    const parts = node.getChildren(source);
    if (parts.length > 0) return parts.forEach(visit);
    if (node.getWidth(source) === 0) return;
    for (let line = lineAt(node.getStart(source)); line <= lineAt(node.getEnd()); line++) lines.add(line);
  };
  visit(source);
  return lines.size;
}
