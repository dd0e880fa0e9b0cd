let sep = ',';
export function configure(o) { sep = o.sep; }
export function join(xs) { return xs.join(sep); }
