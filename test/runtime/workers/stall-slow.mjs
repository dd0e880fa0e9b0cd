// Takes a while to load.
for (const end = performance.now() + 2500; performance.now() < end; );

export const __unsyncTasks = { late: async () => 'loaded' };
