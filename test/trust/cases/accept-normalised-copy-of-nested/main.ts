import { tidy } from './tasks.js';
const d = { title: 't', sections: [{ h: 'a', body: [' x '] }] }; console.log(JSON.stringify(await tidy(d)), JSON.stringify(d));
