/** @unsync */
function countPrimes(limit: number): number {
  let count = 0;
  for (let n = 2; n < limit; n++) {
    let divisor = 2;
    while (divisor * divisor <= n && n % divisor !== 0) divisor++;
    if (divisor * divisor > n) count++;
  }
  return count;
}

// Both calls are under way at once, each on a core of its own; this thread stays free.
const tasks = [countPrimes(200_000), countPrimes(300_000)];

console.log('counting primes, which is', countPrimes.kind);
console.log(await Promise.all(tasks));
