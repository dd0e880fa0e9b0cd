import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable, NotFoundException } from '@nestjs/common';
import { Settings } from './settings.js';
import { Place, Tour } from './tour.js';

/** Tours in files, by synchronous code as one may have it already: it blocks, on threads that may wait. */
@Injectable()
export class TourArchive {
  constructor(private readonly settings: Settings) {}

  /** @unsync */
  save(tour: Tour): string {
    const text = JSON.stringify(tour.places);
    const id = createHash('sha256').update(text).digest('hex').slice(0, 16);
    mkdirSync(this.settings.folder, { recursive: true });
    writeFileSync(this.fileOf(id), text);
    return id;
  }

  /**
   * What it throws arrives as what it is, so Nest answers 404.
   * @unsync
   */
  load(id: string): Tour {
    if (!/^[\da-f]{16}$/.test(id)) throw new NotFoundException(`'${id}' is not the name of a tour`);
    try {
      const places = JSON.parse(readFileSync(this.fileOf(id), 'utf8')) as Place[];
      return new Tour(places.map(({ name, x, y }) => new Place(name, x, y)));
    } catch (cause) {
      throw new NotFoundException(`there is no tour ${id}`, { cause });
    }
  }

  private fileOf(id: string): string {
    return join(this.settings.folder, `${id}.json`);
  }
}
