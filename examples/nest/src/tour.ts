export class Place {
  constructor(
    readonly name: string,
    readonly x: number,
    readonly y: number,
  ) {}

  distanceTo({ x, y }: Place): number {
    return Math.hypot(this.x - x, this.y - y);
  }
}

/** A round trip. */
export class Tour {
  constructor(readonly places: readonly Place[]) {}

  get length(): number {
    return this.places.reduce((sum, place, i) => sum + place.distanceTo(this.places.at(i - 1)!), 0);
  }
}
