import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { expect, it, vi } from 'vitest';
import { followSessionEnd } from '../../../electron/desktop/session-end.ts';

const quits = vi.hoisted(() => [] as string[]);
vi.mock('electron', async () => {
  const events = await import('node:events');
  return { app: { quit: () => quits.push('quit') }, powerMonitor: new events.EventEmitter() };
});

it('holds up a log-out on Windows for a save, and for nothing else', () => {
  const saving = { now: true };
  const sessionEnd = followSessionEnd({ isSaving: () => saving.now });
  const window = new EventEmitter();
  sessionEnd.watch(window as unknown as BrowserWindow);
  const asked = () => {
    const event = { preventDefault: vi.fn() };
    window.emit('query-session-end', event);
    return event.preventDefault.mock.calls.length;
  };
  expect(sessionEnd.isEnding()).toBe(false);
  expect(asked()).toBe(1);
  expect(sessionEnd.isEnding()).toBe(true);
  saving.now = false;
  expect(asked()).toBe(0);
  window.emit('session-end');
  expect(quits).toEqual(['quit', 'quit', 'quit']);
});
