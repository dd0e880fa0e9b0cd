import {
  forceCenter,
  forceLink,
  forceManyBody,
  forceSimulation,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from 'd3-force';

export interface Person extends SimulationNodeDatum {
  id: string;
}

/** @unsync */
export function layout(people: Person[], links: SimulationLinkDatum<Person>[], ticks: number): Person[] {
  const simulation = forceSimulation(people)
    .force(
      'link',
      forceLink<Person, SimulationLinkDatum<Person>>(links).id((person) => person.id),
    )
    .force('charge', forceManyBody())
    .force('center', forceCenter())
    .stop();
  simulation.tick(ticks);
  return people;
}
