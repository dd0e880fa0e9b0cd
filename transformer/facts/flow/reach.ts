/** Which of the project's code runs in the workers of a file, and which on the caller's thread. */
import type ts from 'typescript';
import type { TypeScript } from '../../types';
import { nameOfMember, type Region, type Regions } from './regions';

export interface Reached {
  has(key: ts.Node): boolean;
  readonly regions: readonly Region[];
  /** The references that lead to a region from where it all starts; each in the code that the one before leads to. */
  pathTo(key: ts.Node): { readonly start: ts.Node; readonly nodes: readonly ts.Node[] };
}

/** Follows references, and names of members of what is reached; `stops` at code that runs elsewhere. */
export function reach(
  ts: TypeScript,
  regions: Regions,
  starts: Iterable<ts.Node>,
  stops: (key: ts.Node) => boolean,
  isOpen: (member: ts.Node, owner: ts.Node) => boolean,
): Reached {
  const from = new Map<ts.Node, { key: ts.Node | undefined; node: ts.Node }>();
  const queue: ts.Node[] = [];
  const names = new Set<string>();
  const waiting = new Map<string, { member: ts.Node; owner: ts.Node }[]>();
  let anyName = false;
  const add = (key: ts.Node, by: ts.Node | undefined, node: ts.Node) => {
    if (from.has(key) || stops(key)) return;
    from.set(key, { key: by, node });
    queue.push(key);
  };
  for (const key of starts) add(key, undefined, key);
  for (const key of queue) {
    const region = regions.of(key);
    for (const [to, node] of region?.refers ?? []) add(to, key, node);
    for (const member of regions.membersOf(key)) {
      const name = nameOfMember(ts, member);
      if (name === undefined || anyName || names.has(name) || isOpen(member, key)) add(member, key, member);
      else waiting.set(name, [...(waiting.get(name) ?? []), { member, owner: key }]);
    }
    if (region?.anyName && !anyName) {
      anyName = true;
      for (const list of waiting.values()) for (const { member, owner } of list) add(member, owner, member);
      waiting.clear();
    }
    for (const name of region?.names ?? []) {
      if (names.has(name)) continue;
      names.add(name);
      for (const { member } of waiting.get(name) ?? []) add(member, key, member);
      waiting.delete(name);
    }
  }
  return {
    has: (key) => from.has(key),
    regions: [...from.keys()].flatMap((key) => regions.of(key) ?? []),
    pathTo(key) {
      const nodes: ts.Node[] = [];
      for (let k = key; ; ) {
        const step = from.get(k);
        if (!step?.key) return { start: k, nodes };
        nodes.unshift(step.node);
        k = step.key;
      }
    },
  };
}
