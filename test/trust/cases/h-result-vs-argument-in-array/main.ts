import { winner } from './tasks.js';
const ps = [{ n: 'a' }, { n: 'b' }]; const w = await winner(ps); console.log(ps.filter((p) => p !== w).length);
