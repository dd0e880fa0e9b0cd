// Stands for the caller's own environment, not a copy of it.
export { SHARE_ENV } from 'node:worker_threads';
