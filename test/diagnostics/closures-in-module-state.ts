let n = 0;
const handlers: (() => void)[] = [];

export function fire(): number {
  for (const handler of handlers) handler();
  return n;
}

/** @unsync */
export function listen(): number {
  handlers.push(() => n++);
  return handlers.length;
}

let render = (x: number): string => String(x);
export function setRender(to: typeof render): void {
  render = to;
}

/** @unsync */
export function rendered(x: number): string {
  return render(x);
}
