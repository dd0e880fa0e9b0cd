// registered by a method that the constructor calls, of its own and of the class that it extends
const secrets = new WeakMap<object, number>();
export class Registered {
  readonly id = 1;
  constructor() {
    this.initialize();
  }
  initialize() {
    secrets.set(this, 5);
    return this;
  }
  secret() {
    return secrets.get(this);
  }
}
export class AlsoRegistered extends Registered {
  override initialize() {
    return super.initialize();
  }
}
// what only shows that it is one
export class Branded {
  readonly id = 1;
  #brand() {
    return this.id;
  }
  static is(value: object): boolean {
    return #brand in value;
  }
}
export class Box {
  constructor(readonly value: number) {}
}

// fine: what it calls is done with its own fields
export class Built {
  readonly list: number[] = [];
  constructor(n: number) {
    this.add(n).add(n + 1);
  }
  add(n: number): this {
    this.list.push(n);
    return this;
  }
}

/** @unsync */
export function secretOf(from: Registered): number | undefined {
  return from.secret();
}
/** @unsync */
export function secretsOf(from: AlsoRegistered[]): unknown[] {
  return from.map((each) => each.secret());
}
/** @unsync */
export function isBranded(value: Branded): boolean {
  return Branded.is(value);
}
/** @unsync */
export function length(built: Built): number {
  return built.list.length;
}

export function outer(Box: string, box: Box) {
  return [shadowed(box), captures()];
  /** @unsync */
  function shadowed(given: Box): string {
    return Box + given.value;
  }
  /** @unsync */
  function captures(): string {
    return Box + box.value;
  }
}

interface Overloaded {
  (n: number): void;
  (text: string): number;
}
interface WithState {
  (n: number): void;
  limit: number;
}
/** @unsync */
export function overloaded(report: Overloaded): number {
  return report('x');
}
/** @unsync */
export function withState(report: WithState): number {
  return report.limit;
}

// what a decorator knows of an instance
const tracked = new WeakMap<object, number>();
function track(_: undefined, context: ClassFieldDecoratorContext<object, number>) {
  return function (this: object, value: number) {
    tracked.set(this, value);
    void context;
    return value;
  };
}
export class Tracked {
  @track v = 3;
  known() {
    return tracked.get(this);
  }
}
/** @unsync */
export function decorated(of: Tracked): number | undefined {
  return of.known();
}
