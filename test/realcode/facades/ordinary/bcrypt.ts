import bcrypt from 'bcryptjs';

/** @unsync */
export function hash(password: string, salt: string): string {
  return bcrypt.hashSync(password, salt);
}

/** @unsync */
export function verify(password: string, hashed: string): boolean {
  return bcrypt.compareSync(password, hashed);
}
