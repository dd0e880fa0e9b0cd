export class Distance {
  constructor(readonly km: number) {}
  miles() {
    return this.km / 1.609;
  }
}
export class Square {
  constructor(readonly side: number) {}
}
export const area = (square: Square) => square.side ** 2;
