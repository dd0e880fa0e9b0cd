import { one } from './tasks.js';
export class Shape {
  run(): number {
    return one();
  }
}
export const two = (): number => 2;
