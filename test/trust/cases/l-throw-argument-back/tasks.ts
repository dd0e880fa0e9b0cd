export interface Job { id: number; tries: number }
/** @unsync */
export function f(j: Job): number { if (j.id) throw Object.assign(new Error('bad'), { job: j }); return 1; }
