import { Injectable, UnprocessableEntityException } from '@nestjs/common';
import { Settings } from './settings.js';
import { Place, Tour } from './tour.js';

@Injectable()
export class TourPlanner {
  constructor(private readonly settings: Settings) {}

  /**
   * A short way through all places: the best of as many tries as asked for, or until the signal comes.
   * It computes, so it runs on a thread of its own: with this provider's fields, and what Nest has injected.
   * @unsync
   */
  plan(places: readonly Place[], tries: number, signal?: AbortSignal): Tour {
    const { maxPlaces } = this.settings;
    if (places.length > maxPlaces) throw new UnprocessableEntityException(`more than ${maxPlaces} places`);
    const random = randomNumbers();
    let best = untangled(places);
    for (let i = 1; i < tries && !signal?.aborted; i++) {
      const tour = untangled(shuffled(best.places, random));
      if (tour.length < best.length) best = tour;
    }
    return best;
  }
}

/** Turns parts of the way around for as long as that makes it shorter (2-opt). */
function untangled(places: readonly Place[]): Tour {
  const way = [...places];
  for (let isShorter = true; isShorter; ) {
    isShorter = false;
    for (let i = 1; i < way.length - 1; i++) {
      for (let k = i + 1; k < way.length; k++) {
        const [a, b, c, d] = [way[i - 1]!, way[i]!, way[k]!, way[(k + 1) % way.length]!];
        if (a.distanceTo(c) + b.distanceTo(d) > a.distanceTo(b) + c.distanceTo(d) - 1e-9) continue;
        way.splice(i, k - i + 1, ...way.slice(i, k + 1).reverse());
        isShorter = true;
      }
    }
  }
  return new Tour(way);
}

function shuffled(places: readonly Place[], random: () => number): Place[] {
  const result = [...places];
  for (let i = result.length - 1; i > 0; i--) {
    const k = Math.floor(random() * (i + 1));
    [result[i], result[k]] = [result[k]!, result[i]!];
  }
  return result;
}

/** The same ones each time, so that the same question gets the same answer. */
function randomNumbers(): () => number {
  let state = 1;
  return () => {
    state = Math.imul(state, 48_271) >>> 0;
    return state / 2 ** 32;
  };
}
