/** @unsync cpu-bound */
export async function run(id: number): Promise<number> {
  const { LateError } = await import('./errors.js');
  if (id > 1) throw new LateError('late');
  return id;
}
