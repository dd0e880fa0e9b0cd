import { app, f } from './tasks.js';
app.use('b', (s) => s + 'b'); console.log(await f('x'));
