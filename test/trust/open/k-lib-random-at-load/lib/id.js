export const instanceId = Math.random().toString(36);
