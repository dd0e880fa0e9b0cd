import { threadId } from 'node:worker_threads';

/** What a task says of itself, with what it found. Plain data, since it crosses a thread. */
export interface Report<T> {
  task: string;
  /** What it worked on. */
  subject: string;
  /** 0 is the main thread. */
  thread: number;
  /** Milliseconds on the clock that all threads share. */
  start: number;
  end: number;
  value: T;
}

/** Starts the clock of a task; what it gives back stops it. */
export function begin(task: string, subject: string) {
  const start = clock();
  return <T>(value: T): Report<T> => ({ task, subject, thread: threadId, start, end: clock(), value });
}

export function clock(): number {
  return performance.timeOrigin + performance.now();
}
