// What runs on other machines. Nothing here knows of them.
import { book, journalled } from './journal.js';

const size = 320;
const most = 1400;

/**
 * A frame of a flight into the Mandelbrot set, a byte for each point. Drawn again it is the same, so a call whose worker
 * is gone is run again.
 * @unsync cpu-bound idempotent
 */
export function drawFrame(id: number): Uint8Array {
  return journalled(`frame ${id}`, () => {
    const width = 0.95 ** (id % 40);
    const picture = new Uint8Array(size * size);
    for (let point = 0; point < picture.length; point++) {
      const x = ((point % size) / size - 0.5) * width - 0.743643887;
      const y = (Math.floor(point / size) / size - 0.5) * width + 0.131825904;
      let [a, b, n] = [0, 0, 0];
      while (a * a + b * b < 4 && n < most) [a, b, n] = [a * a - b * b + x, 2 * a * b + y, n + 1];
      picture[point] = 255 - Math.round((255 * n) / most);
    }
    return picture;
  });
}

/**
 * Books an order, and waits for somebody who confirms it. Booked again it would be booked twice, so a call whose worker
 * is gone rejects: it may have run.
 * @unsync blocking
 */
export function bookOrder(id: number): string {
  return journalled(`order ${id}`, () => {
    book(`order ${id}`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1200);
    return `order ${id} is confirmed`;
  });
}
