// @experimentalDecorators: true
// @useDefineForClassFields: false
const values = new WeakMap<object, number>();
function hidden(target: object, name: string): void {
  Object.defineProperty(target, name, {
    get(this: object) {
      return values.get(this);
    },
    set(this: object, value: number) {
      values.set(this, value);
    },
  });
}
export class Account {
  @hidden balance = 3;
  twice(): number {
    return this.balance * 2;
  }
}

/** @unsync */
export function richest(accounts: Account[]): number {
  return Math.max(...accounts.map((account) => account.twice()));
}
