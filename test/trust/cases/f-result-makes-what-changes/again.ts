export { Sub as again } from './shapes.js';
