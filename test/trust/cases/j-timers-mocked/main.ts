import { f } from './tasks.js';
globalThis.setTimeout = ((g: () => void) => { console.log('mock'); g(); }) as never; console.log(await f());
