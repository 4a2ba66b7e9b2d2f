/** Who may call what of the window's API: the one table of it. What does not stand here is for admins. Pure. */

/** anyone: without a session. member: every person of the office, for what is their own. */
type Permission = 'anyone' | 'member' | 'admin';

const rules: readonly (readonly [methods: string, path: RegExp, permission: Permission])[] = [
  ['POST', /^session\/(invite|accept)$/, 'anyone'],
  ['GET DELETE', /^session$/, 'member'],
  // With the admin password, and for persons whose role is admin.
  ['POST DELETE', /^session\/admin$/, 'member'],
  // A member gets a part of the state: see member-state.ts.
  ['GET', /^(state|events)$/, 'member'],
  ['GET POST', /^conversations$/, 'member'],
  ['GET PATCH DELETE', /^conversations\/[^/]+$/, 'member'],
  ['POST', /^conversations\/[^/]+\/answers$/, 'member'],
  ['GET POST', /^presets$/, 'member'],
  ['PUT DELETE', /^presets\/[^/]+$/, 'member'],
  ['POST', /^answers\/count$/, 'member'],
  ['GET', /^answers\/[^/]+$/, 'member'],
  ['POST', /^answers\/[^/]+\/stop$/, 'member'],
];

/** @param path below /control, without its query */
export function permissionOf(method: string, path: string): Permission {
  const plain = path.replace(/^\/|\/$/g, '');
  // Express answers HEAD by the route of GET.
  const asked = method === 'HEAD' ? 'GET' : method;
  const rule = rules.find(([methods, shape]) => methods.split(' ').includes(asked) && shape.test(plain));
  return rule?.[2] ?? 'admin';
}
