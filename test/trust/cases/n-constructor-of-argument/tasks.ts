export class Node { static visits = 0; constructor(readonly n: number) {} }
/** @unsync */
export function visit(node: Node): number { (node.constructor as typeof Node).visits++; return node.n; }
