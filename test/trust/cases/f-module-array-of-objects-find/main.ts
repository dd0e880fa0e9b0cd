import { active, users } from './tasks.js';
users.find((u) => u.id === 2)!.on = true; users.at(-1)!.id = 3; console.log(await active(0));
