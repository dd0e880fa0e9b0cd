import { Map as Dictionary, List } from 'immutable';

export interface Order {
  customer: string;
  total: number;
}

/** @unsync */
export function byCustomer(orders: List<Order>): Dictionary<string, List<Order>> {
  return Dictionary(orders.groupBy((order) => order.customer).map((group) => group.toList()));
}

/** @unsync */
export function ranked(orders: Order[]): List<Order> {
  return List(orders).sortBy((order) => -order.total);
}
