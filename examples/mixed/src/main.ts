// Four kinds of work: first all at once, as unsync runs them, then one after another on this thread.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { measure } from './measure.js';
import type { Report } from './report.js';
import { digest, download, downloadWithTool, findPhrases } from './tasks.js';
import { drawLegend, drawTimeline } from './timeline.js';

/** Texts to download and search, and a larger file to download in two ways. */
const texts = ['_tsc.js', 'lib.dom.d.ts', 'lib.webworker.d.ts', 'typescript.d.ts'];
const archive = 'typescript.js';

/** Marked functions are called like any other. They start at once, wherever they belong. */
async function together(server: string): Promise<Report<unknown>[]> {
  const searches = texts.map(async (name) => {
    const text = await download(server, name);
    return [text, await findPhrases(name, text.value)];
  });
  const copies = [downloadWithTool(server, archive), downloadWithTool(server, texts[0]), digest(server, archive)];
  return [...(await Promise.all(searches)), await Promise.all(copies)].flat();
}

/** The same calls, to the plain functions. */
async function oneAfterAnother(server: string): Promise<Report<unknown>[]> {
  const reports: Report<unknown>[] = [];
  for (const name of texts) {
    const text = await download.inline(server, name);
    reports.push(text, findPhrases.inline(name, text.value));
  }
  reports.push(downloadWithTool.inline(server, archive), downloadWithTool.inline(server, texts[0]));
  reports.push(await digest.inline(server, archive));
  return reports;
}

const server = fork(new URL('./server.js', import.meta.url));
const [address] = (await once(server, 'message')) as [string];

const parallel = await measure(() => together(address));
const sequential = await measure(() => oneAfterAnother(address));
server.disconnect();

const isTerminal = process.stdout.isTTY === true;
const drawing = {
  width: Math.max(60, Math.min(isTerminal ? process.stdout.columns : 100, 140)),
  colour: isTerminal && process.stdout.hasColors(),
  // What the compiler found.
  kinds: new Map([download, findPhrases, downloadWithTool, digest].map((task) => [task.name, task.kind])),
};
console.log(`\n${drawLegend(drawing)}`);
const longest = Math.max(parallel.time, sequential.time);
for (const [title, run] of [
  ['All at once', parallel],
  ['One after another', sequential],
] as const) {
  console.log(`\n${title}: ${seconds(run.time)}; the main thread's longest stall was ${Math.round(run.stall)} ms\n`);
  console.log(drawTimeline(run.value, run.start, longest, drawing));
}

const findings = (reports: Report<unknown>[]) => reports.map(({ task, subject, value }) => ({ task, subject, value }));
const isEqual = isDeepStrictEqual(findings(parallel.value), findings(sequential.value));
console.log(`\nResults: ${isEqual ? 'equal' : 'DIFFERENT'} in both runs (${parallel.value.length} tasks)`);
console.log(`Speed-up: ${(sequential.time / parallel.time).toFixed(2)}× on ${availableParallelism()} cores`);
if (!isEqual) process.exitCode = 1;

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
