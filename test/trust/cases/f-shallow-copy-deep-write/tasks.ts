interface S { users: { name: string }[] }
/** @unsync */
export function f(s: S): string { const c = { ...s }; c.users = c.users.slice(); c.users[0]!.name = 'x'; return c.users[0]!.name; }
