import { z } from 'zod';

const User = z.object({
  name: z.string().min(1),
  age: z.number().int().positive(),
  mail: z.email().optional(),
  since: z.coerce.date(),
});

/** @unsync */
export function parseUsers(rows: unknown[]): z.infer<typeof User>[] {
  return z.array(User).parse(rows);
}

/** @unsync */
export function check(row: unknown): z.ZodSafeParseResult<z.infer<typeof User>> {
  return User.safeParse(row);
}
