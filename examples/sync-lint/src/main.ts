// ESLint calls its rules without awaiting them. Here one asks Prettier, which is asynchronous, by way of `result()`.
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { ESLint } from 'eslint';
import { formatted } from './format.js';

for (const { filePath, messages } of await new ESLint().lintFiles('samples')) {
  console.log(`${relative('', filePath)}: ${messages.length === 1 ? '1 problem' : `${messages.length} problems`}`);
  for (const { line, column, message } of messages) console.log(`  ${line}:${column}  ${message}`);
}

const path = 'samples/untidy.js';
const text = await readFile(path, 'utf8');
const [fixed] = await new ESLint({ fix: true }).lintFiles(path);
console.log(`Fixed: ${fixed!.output === (await formatted(text, path)) ? 'as Prettier writes it' : 'NOT as Prettier'}`);

// what it costs that the caller waits for another thread
const here = await mean(() => formatted.inline(text, path));
const there = await mean(() => formatted(text, path).result());
console.log(`A call: ${here.toFixed(2)} ms awaited on this thread, ${there.toFixed(2)} ms by result()`);

/** Milliseconds. */
async function mean(call: () => unknown): Promise<number> {
  const calls = 100;
  await call();
  const from = performance.now();
  for (let i = 0; i < calls; i++) await call();
  return (performance.now() - from) / calls;
}
