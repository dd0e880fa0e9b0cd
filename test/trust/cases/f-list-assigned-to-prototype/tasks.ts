const given = { list: [0] };
class Store {
  declare list: number[];
}
Object.assign(Store.prototype, given);
const store = new Store();
export const change = (n: number): number => store.list.push(n);
/** @unsync */
export const task = (n: number): number => n + given.list.length;
