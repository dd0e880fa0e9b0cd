import { Box3, BufferAttribute, BufferGeometry, type Matrix4, type Sphere, type Vector3 } from 'three';

/** @unsync */
export function transform(points: Vector3[], by: Matrix4): Vector3[] {
  return points.map((point) => point.clone().applyMatrix4(by));
}

/** @unsync */
export function boundingSphere(points: Vector3[]): Sphere | null {
  const geometry = new BufferGeometry().setFromPoints(points);
  geometry.computeBoundingSphere();
  return geometry.boundingSphere;
}

/** @unsync */
export function terrain(heights: Float32Array, columns: number): BufferGeometry {
  const positions = new Float32Array(heights.length * 3);
  heights.forEach((height, i) => positions.set([i % columns, height, Math.floor(i / columns)], i * 3));
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(positions, 3));
  geometry.boundingBox = new Box3().setFromArray(positions);
  return geometry;
}
