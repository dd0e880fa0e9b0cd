// How much memory a thread holds, and how it is collected.
export { getHeapStatistics, setFlagsFromString } from 'node:v8';
export { runInNewContext } from 'node:vm';
