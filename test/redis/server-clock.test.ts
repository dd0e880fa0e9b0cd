/** Callers and workers go by Redis's clock, whichever clock is set meanwhile. */
import { expect, test, vi } from 'vitest';
import { ServerClock } from '../../runtime/bullmq/server-clock';

/** One that a test sets. */
function server() {
  const it = { ahead: 0, reads: 0 };
  const clock = new ServerClock(async () => {
    it.reads++;
    const now = performance.timeOrigin + performance.now() + it.ahead;
    return [String(Math.floor(now / 1000)), String(Math.floor((now % 1000) * 1000))];
  });
  /** Seconds that it is off. */
  const off = () => Math.round((clock.now() - performance.timeOrigin - performance.now() - it.ahead) / 1000) || 0;
  return { it, clock, off };
}

test('it is read once, and again where it was set itself', async () => {
  const { it, clock, off } = server();
  await clock.check();
  await clock.check();
  expect([it.reads, off()]).toEqual([1, 0]);
  it.ahead = 120_000;
  expect(off()).toBe(-120);
  // both sides know when they have to
  await Promise.all([clock.read(), clock.read()]);
  expect([it.reads, off()]).toEqual([2, 0]);
});

test("this machine's own clock may be set: that changes nothing, and it is read again", async () => {
  const { it, clock, off } = server();
  await clock.check();
  const { now } = Date;
  for (const by of [-120_000, 120_000]) {
    vi.spyOn(Date, 'now').mockImplementation(() => now() + by);
    expect(off()).toBe(0);
    await clock.check();
    expect(off()).toBe(0);
  }
  vi.restoreAllMocks();
  expect(it.reads).toBe(3);
});
