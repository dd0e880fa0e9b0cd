// Hand-written as the compiler would emit it.
import { getEnvironmentData, threadId } from 'node:worker_threads';

let kept;

/** Memory that all threads share. It can't be among the arguments: then calls would be put in no run queue. */
const memory = getEnvironmentData('memory');
const at = (place) => memory.subarray(place.at);

export const __unsyncTasks = {
  /** Notes at `ran[i + 1]` that it ran, and at `ran[0]` how many have; does what `step` says. */
  step: (place, i, step) => {
    const ran = at(place);
    Atomics.add(ran, i + 1, 1);
    Atomics.add(ran, 0, 1);
    Atomics.notify(ran, 0);
    if (step?.gate) Atomics.wait(at(step.gate), 0, 0);
    if (step?.exit) process.exit(step.exit);
    if (step?.print) process.stdout.write(`${step.print}\n`);
    if (step?.error) throw new RangeError(step.error);
    return step && 'value' in step ? step.value : i;
  },
  /** The same, one await later. */
  later: async (ran, i, step) => {
    await undefined;
    return __unsyncTasks.step(ran, i, step);
  },
  order: (place, i) => {
    const ran = at(place);
    ran[Atomics.add(ran, 0, 1) + 1] = i;
    return threadId;
  },
  /** Waits for gates that it is given. */
  pass: (gates) => gates.forEach((gate) => Atomics.wait(gate, 0, 0)),
  size: (value) => value.length ?? 0,
  /** One object for all calls. */
  same: (i) => {
    kept ??= { calls: [] };
    kept.calls.push(i);
    return kept;
  },
};
