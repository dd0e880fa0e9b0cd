class Parent {
  static base(): number { return 1; }
}
export class Child extends Parent {
  /** @unsync */
  static run(): number {
    return super.base() + (() => super.base())();
  }
}
/** @unsync */
export function nested(): unknown {
  return { method() { return super.toString(); }, deep: () => new.target };
}
