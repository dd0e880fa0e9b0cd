import { Node, visit } from './tasks.js';
console.log(await visit(new Node(2)), Node.visits);
