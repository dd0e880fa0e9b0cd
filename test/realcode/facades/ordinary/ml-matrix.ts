import { inverse, Matrix, SingularValueDecomposition } from 'ml-matrix';

/** @unsync */
export function invert(matrix: Matrix): Matrix {
  return inverse(matrix);
}

/** @unsync */
export function decompose(matrix: Matrix): SingularValueDecomposition {
  return new SingularValueDecomposition(matrix, { autoTranspose: true });
}

/** @unsync */
export function covariance(rows: number[][]): number[][] {
  const matrix = new Matrix(rows).center('column');
  return matrix
    .transpose()
    .mmul(matrix)
    .div(rows.length - 1)
    .to2DArray();
}
