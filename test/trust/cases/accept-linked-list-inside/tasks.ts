class ListNode<T> { next: ListNode<T> | null = null; constructor(readonly value: T) {} }
class List<T> implements Iterable<T> { private head: ListNode<T> | null = null; private tail: ListNode<T> | null = null; size = 0; add(v: T): this { const n = new ListNode(v); if (this.tail) this.tail.next = n; else this.head = n; this.tail = n; this.size++; return this; } *[Symbol.iterator](): Iterator<T> { for (let n = this.head; n; n = n.next) yield n.value; } }
/** @unsync */
export function every2(xs: { n: number }[]): number[] { const l = new List<{ n: number }>(); for (const x of xs) if (x.n % 2 === 0) l.add(x); return [...l].map((x) => x.n); }
