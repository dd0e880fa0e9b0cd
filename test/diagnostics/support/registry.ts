const plugins = new Map<string, () => number>();
plugins.set('builtin', () => 0);

export function register(name: string, plugin: () => number): void {
  plugins.set(name, plugin);
}

export function run(name: string): number {
  return plugins.get(name)?.() ?? -1;
}
