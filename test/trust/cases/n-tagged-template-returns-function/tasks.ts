interface O { n: number }
const css = (_: TemplateStringsArray, ...fs: ((o: O) => number)[]) => (o: O): number => fs.reduce((s, g) => s + g(o), 0);
const style = css`a${(o) => o.n++}b`;
/** @unsync */
export function f(o: O): number { return style(o); }
