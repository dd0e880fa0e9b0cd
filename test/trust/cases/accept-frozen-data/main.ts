import { layout } from './tasks.js';
const made = await layout(Object.freeze({ width: 3 }), Object.freeze(['a', 'abcd']));
const wider = { ...made, width: made.width * 2 };
wider.width++;
console.log(JSON.stringify(made), wider.width, made.columns.map((c) => c + 1).join());
