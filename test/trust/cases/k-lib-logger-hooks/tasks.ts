import logger from './lib/log.js';
/** @unsync */
export function f(n: number): number { logger.info('n' + n); return n; }
