import BigNumber from 'bignumber.js';

/** @unsync */
export function factorial(n: number): BigNumber {
  let product = new BigNumber(1);
  for (let i = 2; i <= n; i++) product = product.times(i);
  return product;
}

/** @unsync */
export function total(prices: BigNumber[], rate: BigNumber): BigNumber {
  return BigNumber.sum(...prices)
    .times(rate.plus(1))
    .decimalPlaces(2);
}
