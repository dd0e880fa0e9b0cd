import { rng, roll } from './tasks.js';
rng.next(); rng.next(); console.log(await roll(1000));
