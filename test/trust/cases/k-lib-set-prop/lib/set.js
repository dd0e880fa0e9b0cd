export function set(o, p, v) { const ks = p.split('.'); const l = ks.pop(); let c = o; for (const k of ks) c = c[k]; c[l] = v; return o; }
export function get(o, p) { return p.split('.').reduce((a, k) => a[k], o); }
