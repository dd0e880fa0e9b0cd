// @module: commonjs
// @moduleResolution: bundler
import { settings, shift } from './support/takes-functions-of-the-marked-module';

export function plusOne(n: number): number {
  return n + 1;
}
export const [{ level = settings.inner.level }]: { level?: number }[] = [{}];
/** @unsync */
export function raise(n: number): number {
  return shift(n) + level;
}
