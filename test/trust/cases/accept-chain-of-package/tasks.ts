import { leaf } from './lib/tree.js';
/** @unsync */
export function path(end: string): string {
  let text = end;
  for (let node = leaf; node; node = node.parent) text = `${String(node.name)}/${text}`;
  return text;
}
