/**
 * Which windows may call. A sender is trusted when it is a window the app made, the call comes from that window's
 * own top frame, and the frame shows the app's own page.
 */
export type Sender = {
  webContentsId: number;
  /** null: the frame is gone already. */
  frame: { url: string; isTop: boolean } | null;
};

export type TrustedSenders = {
  trust(webContentsId: number): void;
  forget(webContentsId: number): void;
  isTrusted(sender: Sender): boolean;
};

export function createTrustedSenders(pageOrigin: string): TrustedSenders {
  const ids = new Set<number>();
  return {
    trust: (id) => void ids.add(id),
    forget: (id) => void ids.delete(id),
    isTrusted({ webContentsId, frame }) {
      if (!ids.has(webContentsId) || frame === null || !frame.isTop) return false;
      return frame.url === pageOrigin || frame.url.startsWith(`${pageOrigin}/`);
    },
  };
}
