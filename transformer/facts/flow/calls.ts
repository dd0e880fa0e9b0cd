/** Which instances lead to which. Each answer is kept: to be asked once no more are found, and made anew after that. */
import type ts from 'typescript';
import { isInside } from '../../syntax/nodes';
import type { Plan } from '../../types';
import { append } from '../lists';
import type { Instance } from './graph';

const NONE: readonly Plan[] = [];

export class Calls {
  readonly #callees = new Map<Instance, Instance[]>();
  readonly #plans = new Map<Instance, Plan[]>();
  readonly #within = new Map<ts.Node, ReadonlySet<Instance>>();

  constructor(
    readonly instances: readonly Instance[],
    roots: ReadonlyMap<Instance, Plan>,
  ) {
    for (const instance of instances)
      for (const caller of instance.callers.keys()) append(this.#callees, caller, instance);
    for (const [root, plan] of roots) for (const instance of this.#from([root])) append(this.#plans, instance, plan);
  }

  /** The marked functions that lead to it. */
  plansOf(instance: Instance): readonly Plan[] {
    return this.#plans.get(instance) ?? NONE;
  }

  /** What a piece of code calls, and all that that leads to. */
  ledFrom(code: ts.Node): ReadonlySet<Instance> {
    let found = this.#within.get(code);
    if (!found) {
      const isCalledThere = ({ callers }: Instance) => [...callers.values()].some((node) => isInside(node, code));
      this.#within.set(code, (found = this.#from(this.instances.filter(isCalledThere))));
    }
    return found;
  }

  #from(starts: Iterable<Instance>): ReadonlySet<Instance> {
    const found = new Set(starts);
    for (const each of found) for (const callee of this.#callees.get(each) ?? []) found.add(callee);
    return found;
  }
}
