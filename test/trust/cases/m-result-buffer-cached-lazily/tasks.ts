let buf: Uint8Array | undefined;
const get = (): Uint8Array => (buf ??= new Uint8Array(10_000));
/** @unsync */
export function render(n: number): Uint8Array { const b = get(); b[0] = n; return b; }
