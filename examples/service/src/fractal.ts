/**
 * Draws the Mandelbrot set, a byte for each point. The picture is moved to the caller, not copied: nothing else has it.
 * @unsync
 */
export function drawFractal(size: number, iterations: number): Uint8Array {
  const picture = new Uint8Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const x = (column / size) * 3 - 2.25;
      const y = (row / size) * 3 - 1.5;
      let [a, b, n] = [0, 0, 0];
      while (a * a + b * b < 4 && n < iterations) [a, b, n] = [a * a - b * b + x, 2 * a * b + y, n + 1];
      picture[row * size + column] = 255 - Math.round((255 * n) / iterations);
    }
  }
  return picture;
}
