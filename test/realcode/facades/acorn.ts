import * as acorn from 'acorn';

/** Positions have methods, which a copy would not have: the tree is given as data. */
const asData = <T>(tree: T): T => JSON.parse(JSON.stringify(tree, (_, v) => (typeof v === 'bigint' ? `${v}n` : v)));

/** @unsync */
export function parse(text: string, options: acorn.Options): unknown {
  return asData(acorn.parse(text, options));
}

/** @unsync */
export function tokens(text: string, options: acorn.Options): unknown[] {
  return [...acorn.tokenizer(text, options)].map((t) => asData({ ...t, type: t.type.label }));
}
