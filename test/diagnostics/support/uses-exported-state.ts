import { Counter, everything, renamed } from './re-exports';

export const lines = () => renamed.length;
everything.settings.verbose = true;
Counter.n = 5;
