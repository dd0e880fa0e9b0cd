import { base } from '../cycle-that-loads-the-module-too-early';

export const level = 2;
export const shift = (n: number): number => n + base;
