/**
 * The two icon containers that desktops want, filled with PNGs. Written here because both are a short table of
 * contents, and the tools that make them are downloads of their own.
 */
type Render = (pixels: number) => Buffer;

/** Apple's icon file: four letters, a length, a PNG; again and again. */
export function icnsOf(render: Render): Buffer {
  const kinds: [string, number][] = [
    ['icp4', 16],
    ['icp5', 32],
    ['ic11', 32],
    ['ic12', 64],
    ['ic07', 128],
    ['ic13', 256],
    ['ic08', 256],
    ['ic14', 512],
    ['ic09', 512],
    ['ic10', 1024],
  ];
  const parts = kinds.map(([kind, pixels]) => labelled(kind, render(pixels)));
  return labelled('icns', Buffer.concat(parts));
}

function labelled(kind: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(kind, 0, 'latin1');
  head.writeUInt32BE(content.length + 8, 4);
  return Buffer.concat([head, content]);
}

/** Windows' icon file: a list of sizes and places, then the PNGs. */
export function icoOf(render: Render): Buffer {
  const sizes = [16, 24, 32, 48, 64, 128, 256];
  const images = sizes.map((size) => render(size));
  const head = Buffer.alloc(6 + 16 * sizes.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(sizes.length, 4);
  let offset = head.length;
  for (const [index, image] of images.entries()) {
    const at = 6 + index * 16;
    // 0 means 256.
    head.writeUInt8((sizes[index] ?? 0) % 256, at);
    head.writeUInt8((sizes[index] ?? 0) % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(image.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += image.length;
  }
  return Buffer.concat([head, ...images]);
}
