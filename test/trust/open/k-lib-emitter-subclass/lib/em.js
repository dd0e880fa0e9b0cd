import { EventEmitter } from 'node:events';
export class Hub extends EventEmitter {}
export const hub = new Hub();
