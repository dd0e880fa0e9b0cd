import { mat4, quat, vec3 } from 'gl-matrix';

/** @unsync */
export function project(points: vec3[], eye: vec3, center: vec3): vec3[] {
  const view = mat4.lookAt(mat4.create(), eye, center, [0, 1, 0]);
  const camera = mat4.multiply(mat4.create(), mat4.perspective(mat4.create(), 1, 1.5, 0.1, 100), view);
  return points.map((point) => vec3.transformMat4(vec3.create(), point, camera));
}

/** @unsync */
export function blend(from: quat, to: quat, steps: number): quat[] {
  return Array.from({ length: steps }, (_, i) => quat.slerp(quat.create(), from, to, i / (steps - 1)));
}
