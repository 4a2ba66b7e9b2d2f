/** Bodies of requests as fast-check makes them: a good one, of which anything may be replaced by anything. */
import * as fc from 'fast-check';

/** What clients put where something else was meant. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    null,
    true,
    false,
    '',
    0,
    -1,
    1,
    0.5,
    1e300,
    2 ** 53,
    'text',
    'json',
    'low',
    'toString',
    '__proto__',
    [],
    {},
    [null],
    [''],
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Replaces the value at some path of it, or adds one beside it. */
const spoilt = (value: unknown, fields: readonly string[]): fc.Arbitrary<unknown> => {
  const names = fc.oneof(fc.constantFrom('type', 'role', 'content', 'text', ...fields), fc.string({ maxLength: 6 }));
  if (typeof value !== 'object' || value === null) return odd;
  const inner = Object.keys(value).map((key) => ({
    weight: 3,
    arbitrary: spoilt((value as Record<string, unknown>)[key], fields).map((changed) => withKey(value, key, changed)),
  }));
  return fc.oneof(
    { weight: 1, arbitrary: odd },
    { weight: 3, arbitrary: fc.tuple(names, odd).map(([name, added]) => withKey(value, name, added)) },
    ...inner,
  );
};

const withKey = (value: object, key: string, changed: unknown): unknown => {
  if (Array.isArray(value)) return value.map((one: unknown, at) => (String(at) === key ? changed : one));
  return Object.fromEntries([...Object.entries(value).filter(([name]) => name !== key), [key, changed]]);
};

/**
 * @param good a body that is understood
 * @param fields that it may have, too
 */
export const anyBody = (good: object, fields: readonly string[]): fc.Arbitrary<unknown> =>
  spoilt(good, fields).chain((once) => fc.oneof(fc.constant(once), spoilt(once, fields)));
