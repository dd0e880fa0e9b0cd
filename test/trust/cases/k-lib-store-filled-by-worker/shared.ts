import { createStore } from './lib/store.js';
export const store = createStore();
