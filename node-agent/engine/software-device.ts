/** Devices that look like a graphics card and compute on the processor. */
const softwareNames: readonly RegExp[] = [
  /llvmpipe/i,
  /lavapipe/i,
  /swiftshader/i,
  /softpipe/i,
  /Microsoft Basic Render/i,
];

/** True when a device of this name computes on the processor. */
export const isSoftwareDevice = (name: string): boolean => softwareNames.some((pattern) => pattern.test(name));
