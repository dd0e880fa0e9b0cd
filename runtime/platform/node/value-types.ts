// Of which class of the platform a value is, whatever its prototype says.
export { inspect, types } from 'node:util';

/** Of the platform, but not global. */
export const assertionError = (): Function => (require('node:assert') as { AssertionError: Function }).AssertionError;
