import { K, keys, setPrefix } from './tasks.js';
setPrefix('z'); console.log((await keys([new K('1')])).join());
