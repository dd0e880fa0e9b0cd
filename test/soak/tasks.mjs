// The functions of the soak, as the compiler would emit them. Those with a ledger count their runs in it.
import { setTimeout as delay } from 'node:timers/promises';

function busy(ms) {
  for (const end = performance.now() + ms; performance.now() < end; );
}
const odd = [
  null,
  undefined,
  'text',
  7,
  { plain: [1] },
  new RangeError('range'),
  new AggregateError([new TypeError('one')], 'all'),
];
const ran = (ledger, index) => Atomics.add(ledger, index, 1);

const tasks = {
  add: (a, b) => a + b,
  wait: (gate) => {
    Atomics.wait(gate, 0, 0);
  },
  work: (ledger, index, ms) => (ran(ledger, index), busy(ms), index),
  sleep: (ledger, index, ms) => (
    ran(ledger, index), Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms), index
  ),
  later: async (ledger, index, ms) => (ran(ledger, index), await delay(ms), index),
  flip: (ledger, index, bytes) => (ran(ledger, index), bytes.map((byte) => 255 - byte)),
  change: (ledger, index, rows, ms) => {
    ran(ledger, index);
    busy(ms);
    for (const row of rows) row.count++;
    rows.push({ count: index });
    return rows[0];
  },
  changeAndExit: (ledger, index, rows) => {
    ran(ledger, index);
    rows[0].count++;
    process.exit(1);
  },
  exit: (ledger, index) => (ran(ledger, index), process.exit(index % 3)),
  memory: (ledger, index) => {
    ran(ledger, index);
    for (const all = []; ; ) all.push(new Array(100_000).fill(all.length));
  },
  spin: (ledger, index) => {
    ran(ledger, index);
    for (;;);
  },
  throws: (ledger, index) => {
    ran(ledger, index);
    throw odd[index % odd.length];
  },
  giveFunction: (ledger, index) => (ran(ledger, index), { filter: () => 1 }),
  errsLater: (ledger, index) => {
    ran(ledger, index);
    setTimeout(() => {
      throw new Error('late');
    }, 1);
    return index;
  },
  *count(n) {
    for (let i = 0; i < n; i++) yield i;
  },
};
export const __unsyncTasks = tasks;
