import { dump, L, setSep } from './tasks.js';
setSep('|'); console.log(await dump({ l: new L([1, 2]) }));
