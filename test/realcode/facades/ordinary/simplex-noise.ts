import { createNoise2D, type NoiseFunction2D } from 'simplex-noise';

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** @unsync */
export function heightmap(seed: number, size: number, octaves: number): Float32Array {
  const noise: NoiseFunction2D = createNoise2D(generator(seed));
  const heights = new Float32Array(size * size);
  for (let octave = 0; octave < octaves; octave++)
    for (let i = 0; i < heights.length; i++) {
      const scale = 2 ** octave / size;
      heights[i]! += noise((i % size) * scale, Math.floor(i / size) * scale) / 2 ** octave;
    }
  return heights;
}
