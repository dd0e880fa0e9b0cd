export class NotFound extends Error { constructor(readonly id: number) { super('no ' + id); } }
export const make = { notFound: (id: number): Error => new NotFound(id) };
