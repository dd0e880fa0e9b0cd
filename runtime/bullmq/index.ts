// `unsync/bullmq`: calls of marked functions on other machines, by way of BullMQ. Loading it loads neither that nor ioredis.
export { type BullmqOptions, bullmq } from './caller.js';
export type { CommonOptions, Connection } from './options.js';
export { type ClusterWorker, startWorker, type WorkerOptions, type WorkerStatus } from './worker.js';
