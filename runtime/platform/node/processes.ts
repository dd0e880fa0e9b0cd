// Other processes.
export { type ChildProcess, spawn } from 'node:child_process';
export type { Socket } from 'node:net';
