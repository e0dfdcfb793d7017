import type { Frame } from '@playwright/test';
import type { FrameInfo } from '../wire.ts';
import { fromPageUrl } from './scheme-urls.ts';

const tokens = new WeakMap<Frame, string>();
let lastSubFrame = 0;

function tokenOf(frame: Frame, windowId: number): string {
  if (frame.parentFrame() === null) return `main-${windowId}`;
  const known = tokens.get(frame);
  if (known) return known;
  const made = `sub-${++lastSubFrame}`;
  tokens.set(frame, made);
  return made;
}

/** The frame as Chromium knows it: a page has no say in this. */
export function describeFrame(frame: Frame, windowId: number): FrameInfo {
  const parent = frame.parentFrame();
  return {
    token: tokenOf(frame, windowId),
    url: fromPageUrl(frame.url()),
    name: frame.name(),
    parent: parent ? describeFrame(parent, windowId) : null,
  };
}
