// Tasks with an environment: each entry is a factory, called anew for each call.
import { threadId } from 'node:worker_threads';

export class Account {
  owner = 'Ada';
  parts = [1];
  where() {
    return [this.owner, this.parts, this instanceof Account, threadId];
  }
}

let made = 0;

export const __unsyncTasks = {
  scale: ({ size }) => (n) => n * size,
  give: (environment) => (...args) => ({ environment, args, threadId }),
  isBuffer: ({ bytes }) => () => Buffer.isBuffer(bytes) && bytes.toString(),
  same: ({ list }) => (argument) => list === argument,
  made: () => {
    const mine = ++made;
    return () => mine;
  },
  broken: () => {
    throw new RangeError('the factory failed');
  },
  wait: ({ value }) => (gate) => {
    Atomics.wait(gate, 0, 0);
    return value;
  },
  'Account.where': (fields) => {
    const self = Object.setPrototypeOf(fields, Account.prototype);
    return (...args) => self.where(...args);
  },
};
