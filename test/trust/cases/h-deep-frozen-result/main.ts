import { grow } from './tasks.js';
const tree = await grow(2); let said = 'added'; try { tree.kids.push({ name: 'x', kids: [] }); } catch { said = 'frozen'; } console.log(said, tree.kids.length);
