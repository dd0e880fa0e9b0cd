import {
  type BigNumber,
  bignumber,
  type Complex,
  det,
  factorial,
  inv,
  type Matrix,
  matrix,
  multiply,
  polynomialRoot,
} from 'mathjs';

/** @unsync */
export function solve(a: Matrix, b: Matrix): Matrix {
  return multiply(inv(a), b);
}

/** @unsync */
export function determinant(rows: number[][]): number {
  return det(matrix(rows));
}

/** @unsync */
export function roots(constant: number, linear: number, square: number): (number | Complex)[] {
  return polynomialRoot(constant, linear, square);
}

/** @unsync */
export function bigFactorial(n: number): BigNumber {
  return factorial(bignumber(n));
}
