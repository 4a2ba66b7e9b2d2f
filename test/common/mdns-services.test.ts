import { describe, expect, it } from 'vitest';
import { servicesIn } from '../../common/mdns-services.ts';

const types = new Set(['_ssh._tcp', '_device-info._tcp', '_workstation._tcp']);
const from = '192.168.10.27';
const ptr = (fqdn: string, type = '_ssh._tcp', ttl = 120): object => ({
  name: `${type}.local`,
  type: 'PTR',
  ttl,
  data: fqdn,
});
const srv = (name: string, target: string): object => ({ name, type: 'SRV', ttl: 120, data: { port: 22, target } });
const txt = (name: string, ...texts: string[]): object => ({
  name,
  type: 'TXT',
  ttl: 120,
  data: texts.map((text) => Buffer.from(text)),
});
const a = (name: string, address: string): object => ({ name, type: 'A', ttl: 120, data: address });
const packet = (answers: unknown[], additionals: unknown[] = []): object => ({ answers, additionals });

describe('a response', () => {
  it('names a service with its PC, its texts and the address it came from', () => {
    const fqdn = 'Anna’s v1.2._ssh._tcp.local';
    const response = packet(
      [ptr(fqdn)],
      [srv(fqdn, 'Annas-PC.local'), txt(fqdn, 'Path=/a=b', 'flag'), a('annas-pc.local', from)],
    );
    expect(servicesIn(response, from, types)).toEqual([
      {
        type: '_ssh._tcp',
        name: 'Anna’s v1.2',
        hostName: 'Annas-PC',
        txt: new Map([['path', '/a=b']]),
        address: from,
        gone: false,
      },
    ]);
  });

  it('names several services, each once, and none that was not asked for', () => {
    const answers = [
      ptr('one._ssh._tcp.local'),
      ptr('ONE._ssh._tcp.local'),
      ptr('two._ssh._tcp.local'),
      ptr('x._ipp._tcp.local', '_ipp._tcp'),
    ];
    expect(servicesIn(packet(answers), from, types).map(({ name }) => name)).toEqual(['one', 'two']);
  });

  it('may say goodbye, or tell a device’s model and nothing else', () => {
    const [gone] = servicesIn(packet([ptr('one._ssh._tcp.local', '_ssh._tcp', 0)]), from, types);
    expect(gone?.gone).toBe(true);
    const [model] = servicesIn(packet([], [txt('Studio._device-info._tcp.local', 'model=Macmini9,1')]), from, types);
    expect(model).toMatchObject({ type: '_device-info._tcp', name: 'Studio', txt: new Map([['model', 'Macmini9,1']]) });
  });

  it('that a router passed on gives the address that stands in it, when that is private', () => {
    const fqdn = 'one._ssh._tcp.local';
    const passedOn = (...addresses: string[]): string | undefined =>
      servicesIn(
        packet([ptr(fqdn), srv(fqdn, 'pc.local'), ...addresses.map((one) => a('pc.local', one))]),
        from,
        types,
      )[0]?.address;
    expect(passedOn('203.0.113.9', '192.168.20.5')).toBe('192.168.20.5');
    expect(passedOn('10.8.0.2', from)).toBe(from);
    expect(passedOn('203.0.113.9')).toBe(from);
  });
});

describe('a hostile response', () => {
  it.each([
    ['nothing', undefined],
    ['no records', {}],
    [
      'records of other shapes',
      packet([null, 7, 'x', { name: 5 }, { name: 'x', type: 'PTR', ttl: 1, data: { a: 1 } }]),
    ],
    ['a service without a name', packet([ptr('._ssh._tcp.local')])],
    ['a service of control characters', packet([ptr('\u0000\u202e._ssh._tcp.local')])],
    ['a service elsewhere', packet([ptr('one._ssh._tcp.example.com')])],
  ])('with %s says nothing', (_what, response) => expect(servicesIn(response, from, types)).toEqual([]));

  it('with wrong texts and hosts loses only these', () => {
    const fqdn = 'one._ssh._tcp.local';
    const [heard] = servicesIn(
      packet([ptr(fqdn), { name: fqdn, type: 'TXT', ttl: 1, data: 'no list' }, srv(fqdn, '<b>pc</b>.local')]),
      from,
      types,
    );
    expect(heard).toMatchObject({ hostName: null, txt: new Map() });
  });

  it('with very many records and very long texts is read in part', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => ptr(`pc${index}._ssh._tcp.local`));
    expect(servicesIn(packet(many), from, types)).toHaveLength(300);
    const texts = Array.from({ length: 1_000 }, (_, index) => `key${index}=${'x'.repeat(200)}`);
    const [heard] = servicesIn(packet([ptr('one._ssh._tcp.local'), txt('one._ssh._tcp.local', ...texts)]), from, types);
    expect(heard?.txt.size).toBe(40);
  });
});
