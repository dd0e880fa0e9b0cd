import { same } from './tasks.js';
console.log(await same({ a: [1, new Date(5)] }, { a: [1, new Date(5)] }), await same({ a: 1 }, [1]));
