// What is known throughout a call, and what its callbacks run in.
import hooks from 'node:async_hooks';

export type { AsyncLocalStorage } from 'node:async_hooks';
export { hooks };
