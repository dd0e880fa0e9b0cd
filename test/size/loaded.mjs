/** Which files a program loads, on each side: it is run, and V8 says of each thread what code it has run. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where something is set, what reads it is loaded. */
const unset = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('UNSYNC_')));

/** The files of its sides: of the main thread when nothing is left to do, and at its end; and of its workers. */
export function loadedBy(program, within) {
  const folder = fs.mkdtempSync(path.join(within, 'loaded-'));
  const atRest = path.join(import.meta.dirname, 'at-rest.cjs');
  execFileSync(process.execPath, ['--require', atRest, program], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...unset, NODE_V8_COVERAGE: folder, NODE_OPTIONS: '' },
  });
  const reports = fs.readdirSync(folder).map((name) => {
    const [, time, thread] = /-(\d+)-(\d+)\.json$/.exec(name);
    const { result } = JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));
    const files = result.filter(({ url }) => url.startsWith('file:')).map(({ url }) => fileURLToPath(url));
    return { time: Number(time), isMain: thread === '0', files };
  });
  const main = reports.filter(({ isMain }) => isMain).sort((a, b) => a.time - b.time);
  if (main.length !== 2) throw new Error(`${program}: ${main.length} reports of its main thread`);
  const files = (...of) => [...new Set(of.flatMap((each) => each.files))].sort();
  return { caller: files(main[0]), end: files(...main), worker: files(...reports.filter(({ isMain }) => !isMain)) };
}
