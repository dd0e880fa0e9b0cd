/** The example of a NestJS service: asked over HTTP, and ended as an orchestrator would end it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = path.join(import.meta.dirname, '../examples/run.mjs');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-nest-'));
const service = spawn(process.execPath, [run, 'nest'], {
  env: { ...process.env, PORT: '0', TOURS: folder, MAX_PLACES: '200' },
});
let printed = '';
let complained = '';
service.stderr.on('data', (chunk) => (complained += chunk));
const closed = once(service, 'close');
let url = '';

beforeAll(async () => {
  for await (const chunk of service.stdout.iterator({ destroyOnReturn: false })) {
    [, url = ''] = /^listening on (\S+)$/m.exec((printed += String(chunk))) ?? [];
    if (url) break;
  }
  if (!url) throw new Error(`it did not start: ${printed}${complained}`);
  service.stdout.on('data', (chunk) => (printed += chunk));
});
afterAll(async () => {
  service.kill('SIGTERM');
  await closed;
  fs.rmSync(folder, { recursive: true, force: true });
});

/** On a circle, every fifth after the other. */
const places = Array.from({ length: 12 }, (_, i) => {
  const angle = (((5 * i) % 12) / 12) * 2 * Math.PI;
  return { name: String((5 * i) % 12), x: Math.cos(angle), y: Math.sin(angle) };
});

async function get(at: string) {
  const response = await fetch(url + at);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function plan(body: unknown, query = '', signal?: AbortSignal) {
  // a connection that is kept would hold up the end
  const headers = { 'content-type': 'application/json', connection: 'close' };
  const init = { method: 'POST', headers, body: JSON.stringify(body), ...(signal && { signal }) };
  const response = await fetch(`${url}/tours${query}`, init);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function until(running: number): Promise<void> {
  for (;;) {
    const { status, body } = await get('/health');
    expect(status).toBe(200);
    if (body['running'] === running) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('what it computes on other threads comes with its class, and can be read again', async () => {
  const { status, body } = await plan(places);
  expect(status).toBe(201);
  expect(body['length']).toBeCloseTo(12 * 2 * Math.sin(Math.PI / 12));
  expect([...(body['places'] as string[])].sort()).toEqual(places.map(({ name }) => name).sort());
  expect(await get(`/tours/${body['id']}`)).toEqual({ status: 200, body });
});

test('exceptions from workers have their status', async () => {
  expect(await plan(Array.from({ length: 201 }, () => places[0]))).toMatchObject({
    status: 422,
    body: { message: 'more than 200 places', error: 'Unprocessable Entity' },
  });
  expect(await get('/tours/0123456789abcdef')).toMatchObject({
    status: 404,
    body: { message: 'there is no tour 0123456789abcdef' },
  });
  expect(await get('/tours/..%2Fetc')).toMatchObject({ status: 404 });
  expect(await plan([{ name: 'nowhere' }])).toMatchObject({ status: 400 });
});

test('other routes answer while one computes, and who leaves ends what was computed for him', async () => {
  const client = new AbortController();
  const request = plan(places, '?tries=1000000000000', client.signal);
  await until(1);
  client.abort();
  await expect(request).rejects.toThrow(/abort/);
  await until(0);
});

test('SIGTERM: who waits gets his answer, then the threads end', async () => {
  const request = plan(places, '?tries=20000');
  await until(1);
  service.kill('SIGTERM');
  expect(await request).toMatchObject({ status: 201 });
  await closed;
  expect(printed).toContain('SIGTERM: all threads have ended\n');
  expect(complained).toBe('');
});
