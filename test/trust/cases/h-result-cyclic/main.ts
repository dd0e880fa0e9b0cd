import { loop } from './tasks.js';
const n = await loop(1); console.log(n.self === n, n.self?.self?.v);
