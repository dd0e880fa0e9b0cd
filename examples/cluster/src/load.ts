// The service's users. Each sends a request, waits for the answer, and sends the next.

export interface Answer {
  readonly user: number;
  /** 'frame 3': what it asked for. */
  readonly call: string;
  readonly sent: number;
  readonly answered: number;
  /** Where there was no result. */
  readonly error?: { readonly name: string; readonly reason: string; readonly mayHaveRun: boolean };
}

export interface Load {
  readonly answers: readonly Answer[];
  /** Settles when everything is answered. */
  stop(): Promise<void>;
  /** Rejects where a request has no answer at all. */
  readonly failure: Promise<never>;
}

/** One more than there are threads of its kind, and as many. */
export const users = { frame: 4, order: 3 } as const;

export function startLoad(url: string): Load {
  const answers: Answer[] = [];
  let isOver = false;

  async function use(what: keyof typeof users, user: number, next: () => number): Promise<void> {
    while (!isOver) {
      const id = next();
      const sent = Date.now();
      const response = await fetch(`${url}/${what}s/${id}`, { method: what === 'order' ? 'POST' : 'GET' });
      const body = await response.arrayBuffer();
      const error = response.ok ? undefined : JSON.parse(Buffer.from(body).toString());
      answers.push({ user, call: `${what} ${id}`, sent, answered: Date.now(), ...(error && { error }) });
    }
  }

  let user = 0;
  const all = (['frame', 'order'] as const).flatMap((what) => {
    let last = 0;
    return Array.from({ length: users[what] }, () => use(what, user++, () => ++last));
  });
  const everybody = Promise.all(all);
  return {
    answers,
    failure: everybody.then(() => new Promise<never>(() => {})),
    async stop() {
      isOver = true;
      await everybody;
    },
  };
}
