import { EventEmitter } from 'node:events';

export class Private {
  #hidden = 1;
  /** @unsync */
  read(): number {
    return this.#hidden;
  }
}

export abstract class Abstract {
  abstract area(): number;
  /** @unsync */
  twice() {
    return this.area() * 2;
  }
}

export class WithHandler {
  constructor(readonly onDone: (n: number) => void) {}
  /** @unsync */
  sum(ns: number[]) {
    return ns.length;
  }
}

export class WithFunction {
  handler = (n: number) => n;
  /** @unsync */
  use(n: number) {
    return this.handler(n);
  }
}

export class Table extends Map<string, number> {
  /** @unsync */
  sum() {
    return this.size;
  }
}

export class Emitter extends EventEmitter {
  /** @unsync */
  sum() {
    return 1;
  }
}

export class Changing {
  count = 0;
  list: number[] = [];
  private bump() {
    this.count++;
  }
  get next() {
    this.bump();
    return this.count;
  }
  /** @unsync */
  directly() {
    this.count = 1;
  }
  /** @unsync */
  throughAMethod() {
    return this.next;
  }
  /** @unsync */
  throughAField(n: number) {
    this.list.push(n);
  }
  /** @unsync */
  itself() {
    return this;
  }
  /** @unsync */
  rest() {
    const { ...all } = this;
    return Object.keys(all);
  }
  /** @unsync */
  member(key: 'count' | 'next') {
    return this[key];
  }
  static readonly key = 'computed';
}

const key = Symbol('key');
export class Computed {
  [key] = 1;
  /** @unsync */
  read() {
    return this[key];
  }
}

export class Base {
  /** @unsync */
  describe() {
    return 'base';
  }
}
export class Derived extends Base {
  /** @unsync */
  override describe() {
    return super.describe.toString();
  }
}
