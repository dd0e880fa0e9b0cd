/**
 * Phase 6, lower: a file and its slice → main module, worker module, declaration file, as trees that tsc prints.
 *
 * Assumes: nothing of the slice is refused.
 * Guarantees: what the main module asks for is in the worker module, under the same key.
 */
export { lowerDeclarations } from './declarations';
export { beside, type Placement, type Site, taskOf } from './definition';
export { nameHidden } from './hidden-names';
export { lowerMain } from './main';
export { lowerWorker } from './worker';
export { workerName } from './worker-name';
