import { multiply } from './tasks.js';
console.log(JSON.stringify(await multiply([[1, 2]], [[3], [4]])));
