export { port } from './acts';
export { table, twice } from './declares';
