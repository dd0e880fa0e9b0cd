import { PNG, type PNGWithMetadata } from 'pngjs';

/** @unsync */
export function decode(file: Buffer): PNGWithMetadata {
  return PNG.sync.read(file);
}

/** @unsync */
export function grayscale(file: Buffer): Buffer {
  const png = PNG.sync.read(file);
  for (let i = 0; i < png.data.length; i += 4) {
    const gray = Math.round(0.3 * png.data[i]! + 0.59 * png.data[i + 1]! + 0.11 * png.data[i + 2]!);
    png.data.fill(gray, i, i + 3);
  }
  return PNG.sync.write(png);
}

/** @unsync */
export function checkerboard(size: number): PNG {
  const png = new PNG({ width: size, height: size });
  for (let i = 0; i < size * size; i++)
    png.data.fill(((i % size) + Math.floor(i / size)) % 2 ? 255 : 0, i * 4, i * 4 + 4);
  return png;
}
