export { rate, setRate as change } from './lib/conf.js';
