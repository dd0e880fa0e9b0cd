import { create, insertMultiple, type Orama, type Results, search } from '@orama/orama';

const schema = { title: 'string', text: 'string', year: 'number' } as const;

export interface Book {
  id: string;
  title: string;
  text: string;
  year: number;
}

/** @unsync background */
export async function index(books: Book[]): Promise<Orama<typeof schema>> {
  const db = create({ schema });
  await insertMultiple(db, books);
  return db;
}

/** @unsync background */
export async function find(books: Book[], term: string): Promise<Results<Book>> {
  const db = create({ schema });
  await insertMultiple(db, books);
  return search(db, { term, tolerance: 1 });
}
