import { unsync } from 'unsync';

export class Image {
  @unsync
  async resize(width: number): Promise<number> {
    return width;
  }

  @unsync({ kind: 'blocking' })
  async load(path: string): Promise<string> {
    return path;
  }

  @unsync
  static async open(path: string): Promise<Image> {
    return path ? new Image() : new Image();
  }

  // @ts-expect-error without the compiler its type would be wrong
  @unsync
  size(): number {
    return 1;
  }

  // @ts-expect-error likewise
  @unsync({ kind: 'cpu-bound' })
  area(): number {
    return 1;
  }

  // @ts-expect-error no such kind
  @unsync({ kind: 'fast' })
  async depth(): Promise<number> {
    return 1;
  }
}

export const still: Promise<number> = new Image().resize(1);
