import { describe, expect, it } from 'vitest';
import { fileUrl, hubOf, pageOf } from '../../../main/library/hub.ts';

describe('the hub', () => {
  it('is Hugging Face, unless this PC’s environment names a mirror', () => {
    expect(hubOf({}, null).endpoint.href).toBe('https://huggingface.co/');
    expect(hubOf({ HF_ENDPOINT: 'http://mirror.lan:8080/hf' }, null).endpoint.href).toBe('http://mirror.lan:8080/hf/');
  });

  it.each(['mirror.lan', 'ftp://mirror.lan', 'not an address'])('refuses the mirror “%s”', (endpoint) => {
    expect(() => hubOf({ HF_ENDPOINT: endpoint }, null)).toThrow(/HF_ENDPOINT is “.*”, which is no web address/);
  });

  it('takes the token of the settings before that of the environment', () => {
    expect(hubOf({ HF_TOKEN: 'hf_env' }, 'hf_set').token).toBe('hf_set');
    expect(hubOf({ HF_TOKEN: ' hf_env\n' }, null).token).toBe('hf_env');
    expect(hubOf({ HF_TOKEN: '' }, null).token).toBeNull();
  });

  it('knows where files and pages are, below a mirror’s own path, too', () => {
    const hub = hubOf({ HF_ENDPOINT: 'http://mirror.lan/hf' }, null);
    const file = { repo: 'acme/X-GGUF', revision: 'refs/pr/1', path: 'q4/a b.gguf' };
    expect(fileUrl(hub, file).href).toBe('http://mirror.lan/hf/acme/X-GGUF/resolve/refs%2Fpr%2F1/q4/a%20b.gguf');
    expect(pageOf(hub.endpoint, 'acme/X-GGUF')).toBe('http://mirror.lan/hf/acme/X-GGUF');
  });
});
