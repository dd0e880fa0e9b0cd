let t;
export const clock = { now: () => t ?? Date.now(), freeze(x) { t = x; } };
