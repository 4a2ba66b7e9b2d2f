import type { Router } from 'express';

/** What stands on a router's stack: a route, or another router. */
interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly Layer[] };
}

/** Every route of some routers: "POST /people/:id/revoke". @param rooms routers by where they are */
export function routesOf(rooms: ReadonlyMap<string, Router>): string[] {
  const inside = (below: string, stack: readonly Layer[]): string[] =>
    stack.flatMap(({ route, handle }) => {
      if (!route) return inside(below, handle.stack ?? []);
      const path = `${below}${route.path}`.replace(/(.)\/$/, '$1');
      return Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${path}`);
    });
  return [...rooms].flatMap(([below, router]) => inside(below, router.stack as unknown as Layer[])).toSorted();
}
