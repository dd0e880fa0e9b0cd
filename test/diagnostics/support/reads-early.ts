import { unit } from '../cycle-with-a-dead-zone';

let early: string;
try {
  early = unit;
} catch (error) {
  early = (error as Error).name;
}
early ??= 'ReferenceError'; // CommonJS gives undefined

export const describe = (n: number): string => `${early} ${n} ${unit} `;
