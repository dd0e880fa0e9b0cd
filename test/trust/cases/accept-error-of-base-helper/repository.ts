import { Base, NotFound } from './errors.js';
export class Repository {
  #rows = new Map<number, string>([[1, 'one']]);
  get(id: number): string { const row = this.#rows.get(id); if (!row) throw id < 0 ? new Base('negative', 'E400') : new NotFound(`row ${id}`); return row; }
}
