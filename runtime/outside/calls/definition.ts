// The definition behind a stub.
import { pathToFileURL } from '../../platform/node/globals.js';
import type { TaskDefinition } from '../../types.js';
import { shared } from '../state.js';
import type { Prepared } from '../types.js';

export type Define = () => TaskDefinition;

const none = () => ({});
/** Loaded with the first function that has constants. */
const byNumber = () => require('../../shared/constants.js') as typeof import('../../shared/constants.js');

const prepared = new WeakMap<Define, Prepared>();

/** The definition behind a stub, asked for once. */
export function prepare(define: Define): Prepared {
  let known = prepared.get(define);
  if (!known) {
    let definition: TaskDefinition;
    try {
      definition = define();
    } catch (error) {
      definition = (require('../bundled.js') as typeof import('../bundled.js')).lost(define, error);
    }
    const { worker, classes = none, constants, name, key = name, ...rest } = definition;
    const text = typeof worker === 'object' ? worker.href : worker;
    // Given: a URL from an ES module, a path from CommonJS.
    const url = text === undefined || /^[a-z][a-z\d+.-]+:/i.test(text) ? text : pathToFileURL(text).href;
    known = {
      ...rest,
      name,
      id: (shared.taskIds[`${key} ${url}`] ??= ++shared.lastId),
      key,
      url,
      env: !!(definition.captures || definition.instanceOf),
      classes,
      ...(constants && { constants: byNumber().constantsOf(constants, classes) }),
    };
    prepared.set(define, known);
  }
  return known;
}
