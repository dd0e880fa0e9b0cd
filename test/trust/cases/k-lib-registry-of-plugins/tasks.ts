import { create } from './lib/app.js';
export const app = create().use('a', (s) => s + 'a');
/** @unsync */
export function f(s: string): string { return app.run(s); }
