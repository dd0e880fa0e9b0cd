/**
 * Nodes of the tree that the user's text is parsed to, and those that stand for them in the tree with marks. A marked
 * function is the plain one, inside its hidden constant; what callers see has no counterpart.
 *
 * Assumes: both trees are bound, and the marked one is relocated.
 */
import type ts from 'typescript';
import { skipTrivia } from '../syntax/internals';
import { isMethod } from '../syntax/task-nodes';
import type { MarkedFile, Task, TypeScript } from '../types';

export interface Counterparts {
  /** The node itself where there is none, as of a decorator that is a mark. */
  toMarked(users: ts.Node): ts.Node;
  toUsers(marked: ts.Node): ts.Node;
  /** Of methods and functions of object literals, the property that callers see. */
  readonly properties: ReadonlyMap<ts.Node, ts.Node>;
}

export function createCounterparts(ts: TypeScript, users: ts.SourceFile, { file, tasks }: MarkedFile): Counterparts {
  const dropped = new Set(tasks.flatMap((task) => task.visibleNodes));
  const inside = new Map(tasks.filter((task) => !isMethod(task)).map((task) => [outer(task), inner(task)]));
  /** By what a node is, and where; of marked declarations, which begin elsewhere without their modifiers, first. */
  const places = new Map<string, ts.Node>();
  const written = new Map<string, Task>();
  for (const task of tasks) {
    const { overloads, node } = task.mark;
    [...overloads, node].forEach((each, i) => {
      written.set(placeOf(each), task);
      const standsFor = ts.isVariableStatement(each) ? task.plainStatement : task.plain[i];
      if (standsFor && !ts.isExportAssignment(each)) places.set(placeOf(each), standsFor);
    });
  }
  collect(file);

  const forward = new Map<ts.Node, ts.Node>([[users, file]]);
  const back = new Map<ts.Node, ts.Node>([[file, users]]);
  const properties = new Map<ts.Node, ts.Node>();
  ts.forEachChild(users, pair);
  return { toMarked: (node) => forward.get(node) ?? node, toUsers: (node) => back.get(node) ?? node, properties };

  function collect(node: ts.Node): void {
    if (dropped.has(node)) return;
    const verbatim = inside.get(node);
    if (verbatim) return verbatim.forEach(collect);
    const place = placeOf(node);
    if (!places.has(place)) places.set(place, node);
    ts.forEachChild(node, collect);
  }

  function pair(node: ts.Node): void {
    const place = placeOf(node);
    const marked = places.get(place);
    if (marked) {
      forward.set(node, marked);
      back.set(marked, node);
    }
    const task = written.get(place);
    if (task) for (const visible of task.visibleNodes) back.set(visible, node);
    if (task?.place) {
      properties.set(node, task.place.parent);
      back.set(task.place.parent, node);
    }
    ts.forEachChild(node, pair);
  }

  function placeOf(node: ts.Node): string {
    return `${node.kind} ${skipTrivia(ts, users.text, node.pos)} ${node.end}`;
  }
}

/** All that is put in the place of a function. */
const outer = ({ place, hiddenNode }: Task): ts.Node => place ?? hiddenNode;

/** Finds the parts of it that the user wrote. */
function inner({ plain, plainStatement }: Task): readonly ts.Node[] {
  return plainStatement ? [plainStatement] : plain;
}
