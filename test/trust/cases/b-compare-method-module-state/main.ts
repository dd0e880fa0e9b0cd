import { same } from './tasks.js';
import { settings, Ver } from './ver.js';
settings.ignorePatch = true; console.log(await same(new Ver(1, 2), new Ver(1, 3)));
