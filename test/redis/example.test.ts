/** The example of a cluster: a worker is killed, and what is said and drawn of it is what has happened. */
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = path.join(import.meta.dirname, '../../examples/run.mjs');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-cluster-test-'));
const picture = path.join(folder, 'timeline.svg');
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

let said = '';
let drawn = '';

beforeAll(async () => {
  // a Redis of its own, whatever there is here
  const env = { ...process.env, UNSYNC_REDIS: '' };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [run, 'cluster', picture], { env });
  expect(stderr).toBe('');
  said = stdout;
  drawn = fs.readFileSync(picture, 'utf8');
}, 180_000);

const groups = (pattern: RegExp): string[] => {
  expect(said).toMatch(pattern);
  return pattern.exec(said)!.slice(1);
};

test('every request is answered, and only the order that was lost has an error', () => {
  expect(groups(/^(\d+) requests answered: \d+ with a result, 1 with an error$/m).map(Number)[0]).toBeGreaterThan(10);
  expect(said).toMatch(/^\d+ orders booked, none of them twice$/m);
});

test('the frame of the killed worker is drawn by another, its order rejects', () => {
  const [frame, order] = groups(/^After [\d.]+ s worker 2 is killed: it has (frame \d+) and (order \d+)$/m);
  expect(said).toMatch(
    new RegExp(`^${frame}, which worker 2 had: run again by worker [13]; answered after [\\d.]+ s$`, 'm'),
  );
  expect(said).toMatch(
    new RegExp(`^${order}, which worker 2 had: 503, ExecutorError 'worker-lost': it may have run; answered`, 'm'),
  );
  expect(said).toContain(`${order} is among them`);
});

test('the picture is whole', () => {
  const [frame, order] = groups(/it has (frame \d+) and (order \d+)$/m);
  expect(unclosed(drawn)).toEqual([]);
  expect(drawn.match(/<g id="[\w-]+">/g)).toEqual(
    ['requests', 'worker-1', 'worker-2', 'worker-3', 'kill'].map((id) => `<g id="${id}">`),
  );
  const bars = (lane: string, call: string) => {
    const [, body = ''] = new RegExp(`<g id="${lane}">([^]*?)</g>`).exec(drawn)!;
    return [...body.matchAll(/<rect class="(\w+)"[^>]*><title>([^:]+):/g)]
      .filter(([, , name]) => name === call)
      .map(([, look]) => look);
  };
  expect([bars('requests', frame!), bars('worker-2', frame!)]).toEqual([['again'], ['lost']]);
  expect([...bars('worker-1', frame!), ...bars('worker-3', frame!)]).toEqual(['again']);
  expect([bars('requests', order!), bars('worker-2', order!)]).toEqual([['lost'], ['lost']]);
  expect([...bars('worker-1', order!), ...bars('worker-3', order!)]).toEqual([]);
});

/** Elements that have no end, or an end of another. */
function unclosed(xml: string): string[] {
  const open: string[] = [];
  const tags = /<(\/?)([a-z]+)(?: [\w:-]+="[^"<]*")*(\/?)>|[<&]/g;
  for (const [whole, end, name, empty] of xml.matchAll(tags)) {
    if (name === undefined) return [whole];
    if (end) {
      if (open.pop() !== name) return [whole];
    } else if (!empty) open.push(name);
  }
  return open;
}
