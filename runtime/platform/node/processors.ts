// How many processors there are.
export { availableParallelism } from 'node:os';
