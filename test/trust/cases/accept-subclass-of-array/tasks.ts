class Stack<T> extends Array<T> {
  get top(): T | undefined { return this.at(-1); }
  static get [Symbol.species](): ArrayConstructor { return Array; }
}
class Row extends Array<number> { sum(): number { return this.reduce((a, b) => a + b, 0); } }
/** @unsync */
export function balanced(text: string): string {
  const open = new Stack<string>();
  for (const c of text) {
    if (c === '(') open.push(c);
    else if (c === ')' && open.pop() === undefined) return 'too many';
  }
  const row = Row.from([1, 2, 3]).map((x) => x * 2) as Row;
  return `${open.top ?? 'balanced'} ${row.sum()} ${open.map((c) => c).length}`;
}
