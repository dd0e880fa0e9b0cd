import { best } from './tasks.js';
const ts = [{ id: 1 }, { id: 2 }]; const names = new Map(ts.map((t) => [t, 'n' + t.id])); console.log(names.get(await best(ts)));
