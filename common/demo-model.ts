/** The demo model that comes with coordinator and agent: small enough for a processor, so that a first run has something to answer. */
export const demoModel = {
  name: 'demo',
  file: 'aivailable-demo-q8_0.gguf',
  sha256: '07482e8f1a976f04def29ca9c45908945c7396302669f9a776baef72a52c6aa0',
} as const;
