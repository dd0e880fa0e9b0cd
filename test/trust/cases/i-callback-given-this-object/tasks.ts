export class Job { steps = 0; constructor(readonly n: number) {} run(on: (j: Job) => void): number { for (let i = 0; i < this.n; i++) { this.steps++; on(this); } return this.steps; } }
/** @unsync */
export function go(n: number, on: (j: Job) => void): number { return new Job(n).run(on); }
