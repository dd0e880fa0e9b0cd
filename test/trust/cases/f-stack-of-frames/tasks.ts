interface N { v: number; l?: N; r?: N }
/** @unsync */
export function f(root: N): number { const st: { n: N; d: number }[] = [{ n: root, d: 0 }]; let m = 0; while (st.length) { const { n, d } = st.pop()!; m = Math.max(m, d); n.v = d; for (const c of [n.l, n.r]) if (c) st.push({ n: c, d: d + 1 }); } return m; }
