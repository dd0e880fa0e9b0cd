// of each function of the platform: whether it changes what a marked function has around it
export function surrounds(
  numbers: number[],
  map: Map<string, number>,
  all: Set<number>,
  weak: WeakMap<object, number>,
  known: WeakSet<object>,
  moved: Iterator<number>,
  view: Float64Array,
  data: DataView,
  bytes: Buffer,
  date: Date,
  query: URLSearchParams,
  headers: Headers,
  form: FormData,
  row: { n: number },
  // biome-ignore lint/suspicious/noExplicitAny: it is declared nowhere
  odd: any,
  ints: Int32Array,
): Promise<number> {
  /** @unsync */
  function changes(n: number): number {
    numbers.push(1);
    numbers.unshift(1);
    numbers.fill(1);
    numbers.splice(0);
    numbers.pop();
    numbers.shift();
    numbers.sort();
    numbers.reverse();
    numbers.copyWithin(0, 1);
    map.set('a', 1);
    map.delete('a');
    map.clear();
    all.add(1);
    all.delete(1);
    all.clear();
    weak.set({}, 1);
    weak.delete({});
    known.add({});
    known.delete({});
    moved.next();
    view.set([1]);
    view.fill(1);
    view.sort();
    view.reverse();
    view.copyWithin(0, 1);
    data.setInt8(0, 1);
    data.setFloat64(0, 1);
    bytes.fill(1);
    bytes.swap16();
    bytes.write('a');
    bytes.reverse();
    date.setHours(1);
    date.setTime(1);
    date.setUTCHours(1);
    date.setFullYear(1);
    query.append('a', 'a');
    headers.append('a', 'a');
    form.append('a', 'a');
    Object.assign(row, { n: 1 });
    Object.defineProperty(row, 'n', { value: 1 });
    Object.preventExtensions(row);
    Object.freeze(row);
    Reflect.set(row, 'n', 1);
    Atomics.store(ints, 0, 1);
    odd.__defineGetter__('a', () => 1);
    return n;
  }
  return changes(1);
}
