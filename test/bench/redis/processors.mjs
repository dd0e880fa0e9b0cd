/** The work, for workers by hand; and what BullMQ loads in threads of its own. */
export const processors = {
  square: ({ n }) => n * n,
  // JSON has no bytes
  reversed: ({ bytes }) => Buffer.from(bytes, 'base64').reverse().toString('base64'),
  // on the worker's own thread it may not hold up the renewal of its lock
  spin: async ({ ms }) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return process.pid;
  },
};

export default async (job) => processors[job.name](job.data);
