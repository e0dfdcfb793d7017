import path from 'node:path';
import { type NativeImage, nativeImage } from 'electron';
import type { TrayShape } from '../core/tray-view.ts';

/** macOS takes the colour from its menu bar (`…Template`); other bars may be light or dark, so the flame has its own. */
export function trayIcons(folder: string, platform: string): (shape: TrayShape) => NativeImage {
  const loaded = new Map<TrayShape, NativeImage>();
  return (shape) => {
    const known = loaded.get(shape);
    if (known !== undefined) return known;
    const name = platform === 'darwin' ? `${shape}Template.png` : `${shape}.png`;
    const image = nativeImage.createFromPath(path.join(folder, name));
    loaded.set(shape, image);
    return image;
  };
}
