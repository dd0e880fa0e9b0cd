export class Account {
  constructor(readonly balance: number) {}
  isEmpty() {
    return this.balance === 0;
  }
}
export class Point {
  x = 1;
}
export class Failure extends Error {
  describe() {
    return this.message;
  }
}
interface Options {
  limit: number;
  owner?: { account: Account };
}

/** @unsync */
export function takes(n: number, options: Options) {
  return n + options.limit;
}

/** @unsync */
export function gives(): Map<string, Account[]> {
  return new Map();
}

/** @unsync cpu-bound */
export async function givesLater() {
  return [new Account(1)];
}

/** @unsync */
export const takesOne = (account: Account) => account.isEmpty();

/** @unsync */
export function plain(point: Point, when: Date, bytes: Uint8Array, map: Map<string, Set<RegExp>>, error: Failure): Failure | Point {
  return [point, when, bytes, map].length ? error : point;
}

/** @unsync */
export async function staysHere(account: Account) {
  return account;
}

/** @unsync */
export function destructured({ account }: { account: Account }, [first]: [Account]) {
  return [account, first].length;
}
