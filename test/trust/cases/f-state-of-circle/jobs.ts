import { change, look } from './tasks.js';
export class Job {
  run(n: number): number {
    return change(n);
  }
}
export const work = (n: number): number => n + look();
