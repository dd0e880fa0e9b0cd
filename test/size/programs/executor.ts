import { configure, type Executor } from 'unsync';

/** In place of another machine: says what it would. */
const executor: Executor = {
  name: 'nowhere',
  send(call) {
    call.sent();
    call.answer([9], 1);
  },
  cancel() {},
  takeBack: () => false,
  async close() {},
};

configure({ executor });

/** @unsync */
export function square(n: number): number {
  return n * n;
}

export const nine = await square(3);
