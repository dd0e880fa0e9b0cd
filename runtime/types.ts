// The public types, and what compiled code uses.
export type * from './types/calls.js';
export type * from './types/configuration.js';
export type * from './types/definition.js';
export type * from './types/executor.js';
export type * from './types/observation.js';
