import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { asElectron } from './faithful.ts';
import { refuseUnknownOfClass } from './refuse-unknown.ts';

type Representation = { scaleFactor: number; width: number; height: number; data: Buffer };
type ImageState = { path: string | null; template: boolean; representations: Representation[] };

export type ImageView = {
  path: string | null;
  /** Of the picture's bytes, to tell one icon from another. */
  hash: string;
  template: boolean;
  empty: boolean;
  width: number;
  height: number;
  scaleFactors: number[];
};

const states = new WeakMap<object, ImageState>();
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

function stateOf(image: object): ImageState {
  const state = states.get(image);
  if (!state) throw new Error('electron stand-in: this is not an image of nativeImage');
  return state;
}

function pixelSize(data: Buffer): { width: number; height: number } | null {
  if (!data.subarray(0, 4).equals(pngSignature) || data.length < 24) return null;
  return { width: data.readUInt32BE(16), height: data.readUInt32BE(20) };
}

function representation(data: Buffer, scaleFactor: number): Representation | null {
  const pixels = pixelSize(data);
  if (!pixels) return null;
  return { scaleFactor, data, width: pixels.width / scaleFactor, height: pixels.height / scaleFactor };
}

function readImage(path: string, scaleFactor: number): Representation | null {
  try {
    return representation(readFileSync(path), scaleFactor);
  } catch {
    // Electron gives an empty image for a file that is not there.
    return null;
  }
}

export class NativeImage {
  constructor() {
    states.set(this, { path: null, template: false, representations: [] });
  }

  static createEmpty(): Electron.NativeImage {
    return asElectron(new NativeImage());
  }

  static createFromPath(path: string): Electron.NativeImage {
    const image = new NativeImage();
    const state = stateOf(image);
    state.path = path;
    state.template = /Template(@\dx)?\.png$/.test(path);
    const wanted: [number, string][] = [
      [1, path],
      [2, path.replace(/(\.\w+)$/, '@2x$1')],
      [3, path.replace(/(\.\w+)$/, '@3x$1')],
    ];
    for (const [scale, file] of wanted) {
      const found = readImage(file, scale);
      if (found) state.representations.push(found);
    }
    return asElectron(image);
  }

  static createFromBuffer(buffer: Buffer, options?: Electron.CreateFromBufferOptions): Electron.NativeImage {
    const image = new NativeImage();
    const found = representation(buffer, options?.scaleFactor ?? 1);
    if (found) stateOf(image).representations.push(found);
    return asElectron(image);
  }

  static createFromDataURL(dataURL: string): Electron.NativeImage {
    return NativeImage.createFromBuffer(Buffer.from(dataURL.split(',')[1] ?? '', 'base64'));
  }

  isEmpty(): boolean {
    return stateOf(this).representations.length === 0;
  }

  isTemplateImage(): boolean {
    return stateOf(this).template;
  }

  setTemplateImage(option: boolean): void {
    stateOf(this).template = option;
  }

  get isMacTemplateImage(): boolean {
    return stateOf(this).template;
  }

  set isMacTemplateImage(option: boolean) {
    stateOf(this).template = option;
  }

  getScaleFactors(): number[] {
    return stateOf(this).representations.map(({ scaleFactor }) => scaleFactor);
  }

  getSize(scaleFactor?: number): Electron.Size {
    const { representations } = stateOf(this);
    const found = representations.find((one) => one.scaleFactor === scaleFactor) ?? representations[0];
    return found ? { width: found.width, height: found.height } : { width: 0, height: 0 };
  }

  toPNG(options?: Electron.ToPNGOptions): Buffer {
    const { representations } = stateOf(this);
    const wanted = options?.scaleFactor ?? 1;
    return (
      (representations.find((one) => one.scaleFactor === wanted) ?? representations[0])?.data ?? Buffer.of()
    );
  }

  toDataURL(options?: Electron.ToDataURLOptions): string {
    return `data:image/png;base64,${this.toPNG(options).toString('base64')}`;
  }

  addRepresentation(options: Electron.AddRepresentationOptions): void {
    const data = options.buffer ?? Buffer.from(options.dataURL?.split(',')[1] ?? '', 'base64');
    const added = representation(data, options.scaleFactor ?? 1);
    if (added) stateOf(this).representations.push(added);
  }

  /** Sizes are noted, pixels are not resampled: nothing in a test looks at them. */
  resize(options: Electron.ResizeOptions): Electron.NativeImage {
    const image = new NativeImage();
    const { path, template, representations } = stateOf(this);
    const resized = representations.map((one) => ({
      ...one,
      width: options.width ?? one.width,
      height: options.height ?? one.height,
    }));
    states.set(image, { path, template, representations: resized });
    return asElectron(image);
  }
}

export const nativeImage = NativeImage;
refuseUnknownOfClass('nativeImage', NativeImage);

export function viewImage(image: object | string | null): ImageView | null {
  if (image === null) return null;
  const real = typeof image === 'string' ? NativeImage.createFromPath(image) : image;
  const { path, template, representations } = stateOf(real);
  const hash = createHash('sha256');
  for (const { data } of representations) hash.update(data);
  const first = representations[0];
  return {
    path,
    template,
    hash: hash.digest('hex').slice(0, 16),
    empty: representations.length === 0,
    width: first?.width ?? 0,
    height: first?.height ?? 0,
    scaleFactors: representations.map(({ scaleFactor }) => scaleFactor),
  };
}
