export function ModelDetails(_: { serverId: string; modelId: string }) {
  return null;
}
