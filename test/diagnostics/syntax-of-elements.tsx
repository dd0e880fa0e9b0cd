// @jsx: react
// elements hold what they are given, and components are called with it
interface Row {
  n: number;
}
declare global {
  namespace JSX {
    interface IntrinsicElements {
      p: { row?: Row; children?: unknown };
    }
    interface ElementChildrenAttribute {
      children: unknown;
    }
  }
}
const React = {
  createElement: (component: unknown, props: object | null, ...children: unknown[]): unknown =>
    typeof component === 'function' ? component({ ...props, children }) : { ...props, children },
  Fragment: (props: { children: unknown }): unknown => props,
};
const Changes = (props: { row: Row; children?: unknown }): number => (props.row.n = 1);
const ChangesChild = (props: { children: Row }): number => (props.children.n = 1);
/** @unsync */
export function byAComponent(row: Row): number {
  return [<Changes row={row} />].length;
}
/** @unsync */
export function byAChild(row: Row): number {
  return [<ChangesChild>{row}</ChangesChild>].length;
}
/** @unsync */
export function bySpreading(row: Row): number {
  return [<Changes {...{ row }} />].length;
}
/** @unsync */
export function within(row: Row): number {
  return [
    <p>
      <Changes row={row} />
    </p>,
  ].length;
}
/** @unsync */
export function withinAFragment(row: Row): number {
  return [
    <>
      <Changes row={row} />
    </>,
  ].length;
}
