import { items, setAll } from './tasks.js';
await setAll((i) => items[i]!); console.log(items[0]!.v);
