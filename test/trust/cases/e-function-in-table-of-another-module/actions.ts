import { add } from './store.js';
export const actions = { add, other: 1 };
