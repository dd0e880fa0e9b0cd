import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { clock } from './report.js';

export interface Measured<T> {
  value: T;
  /** When it began, on the clock of the reports. */
  start: number;
  /** Milliseconds it took. */
  time: number;
  /** Milliseconds for which this thread's event loop stood still at the worst. */
  stall: number;
}

export async function measure<T>(run: () => Promise<T>): Promise<Measured<T>> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  // The monitor compares the ticks of a timer: one before, and one after the last stall.
  await sleep(10);
  const start = clock();
  const value = await run();
  const time = clock() - start;
  await sleep(10);
  delays.disable();
  return { value, start, time, stall: delays.max / 1e6 };
}
