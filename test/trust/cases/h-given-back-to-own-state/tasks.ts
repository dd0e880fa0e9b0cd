export class List {
  items = [3, 1, 2];
  /** @unsync */
  sort(): void {
    this.items.sort((a, b) => a - b);
  }
}
export const list = new List();
/** @unsync */
export function first(): number {
  return list.items[0]!;
}
