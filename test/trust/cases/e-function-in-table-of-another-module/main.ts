import { actions } from './actions.js';
import { total } from './tasks.js';
actions.add(1); console.log(await total(1));
