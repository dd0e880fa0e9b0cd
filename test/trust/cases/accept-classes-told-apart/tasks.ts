import { Circle, Square } from './shapes.js';
/** @unsync */
export function kinds(shapes: readonly (Circle | Square)[]): string {
  const local = shapes.map((s) => (s instanceof Circle ? new Square(s.r) : s));
  return shapes.map((s) => (s instanceof Circle ? 'c' : 's')).join('') + local.reduce((sum, s) => sum + s.area(), 0);
}
