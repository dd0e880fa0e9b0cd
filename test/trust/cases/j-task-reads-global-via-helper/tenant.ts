declare global { var tenant: string | undefined; }
export const tenant = (): string => globalThis.tenant ?? 'none';
