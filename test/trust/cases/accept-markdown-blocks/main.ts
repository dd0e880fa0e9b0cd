import { blocks } from './tasks.js';
console.log(JSON.stringify(await blocks('# a\nb\nc\n\nd')));
