import type { ComponentType, SVGProps } from 'react';

export type IconImage = ComponentType<SVGProps<SVGSVGElement> & { size?: number | string }>;

/** A lucide icon in the one size and stroke of the app. It never speaks: the control around it has a name. */
export function Icon({ of: Image, size = 16 }: { of: IconImage; size?: 12 | 14 | 16 | 20 | 32 }) {
  return <Image size={`${size / 16}rem`} strokeWidth={1.5} aria-hidden="true" focusable="false" />;
}
