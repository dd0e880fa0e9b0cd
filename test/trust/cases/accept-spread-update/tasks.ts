export interface User { name: string; tags: string[]; addr: { city: string } }
/** @unsync */
export function moved(u: User, city: string): User { const next = { ...u, addr: { ...u.addr }, tags: [...u.tags] }; next.addr.city = city; next.tags.push('moved'); next.name = next.name.toUpperCase(); return next; }
