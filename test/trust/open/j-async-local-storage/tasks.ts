import { AsyncLocalStorage } from 'node:async_hooks';
export const als = new AsyncLocalStorage<string>();
/** @unsync */
export function who(s: string): string { return s + (als.getStore() ?? 'nobody'); }
