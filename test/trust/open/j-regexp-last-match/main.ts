import { f } from './tasks.js';
await f('a12'); console.log((RegExp as unknown as Record<string, string>)['$1']);
