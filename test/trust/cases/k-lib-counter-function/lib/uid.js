let n = 0;
export function uid() { return ++n; }
