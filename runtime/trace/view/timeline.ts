// The timeline: a canvas, and what is under the pointer.
import type { Model } from '../model.js';
import { draw, type Marks } from './draw.js';
import { describe, type Hit, hitAt } from './hit.js';
import { layOut, timeAt } from './layout.js';
import type { View } from './scale.js';
import type { Theme } from './theme.js';

export function createTimeline(canvas: any, model: Model) {
  const layout = layOut(model);
  return {
    draw: (view: View, width: number, theme: Theme, marks: Marks) =>
      draw(canvas, { model, layout, view, width, theme, marks }),
    hit: (px: number, py: number, view: View, width: number) => hitAt(px, py, view, width, layout, model),
    time: timeAt,
    describe: (hit: Hit) => describe(hit, model),
  };
}
