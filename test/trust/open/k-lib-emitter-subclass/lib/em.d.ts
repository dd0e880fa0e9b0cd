import { EventEmitter } from 'node:events';
export declare class Hub extends EventEmitter {}
export declare const hub: Hub;
