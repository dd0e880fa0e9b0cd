import { Dict, n } from './tasks.js';
Dict.load().push('b'); console.log(await n(0));
