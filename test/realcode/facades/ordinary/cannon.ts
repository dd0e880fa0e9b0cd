import { Body, Plane, Sphere, Vec3, World } from 'cannon-es';

/** @unsync */
export function drop(balls: Vec3[], seconds: number): Vec3[] {
  const world = new World({ gravity: new Vec3(0, -9.82, 0) });
  const ground = new Body({ mass: 0, shape: new Plane() });
  ground.quaternion.setFromEuler(-Math.PI / 2, 0, 0);
  world.addBody(ground);
  const bodies = balls.map((position) => new Body({ mass: 1, shape: new Sphere(0.5), position }));
  for (const body of bodies) world.addBody(body);
  for (let step = 0; step < seconds * 60; step++) world.step(1 / 60);
  return bodies.map((body) => body.position);
}

/** @unsync */
export function advance(world: World, steps: number): World {
  for (let step = 0; step < steps; step++) world.step(1 / 60);
  return world;
}
