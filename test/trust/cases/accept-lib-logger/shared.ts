import { createLog } from './lib/log.js';
export const log = createLog('tasks');
