import { f } from './tasks.js';
const s = { users: [{ name: 'a' }] }; console.log(await f(s), s.users[0]!.name);
