/** @unsync */
export function rpn(src: string): number { const st: number[] = []; const ops: Record<string, () => void> = { '+': () => { st.push(st.pop()! + st.pop()!); }, '*': () => { st.push(st.pop()! * st.pop()!); }, dup: () => { st.push(st.at(-1)!); } }; for (const t of src.split(' ')) (ops[t] ?? (() => { st.push(Number(t)); }))(); return st.pop()!; }
