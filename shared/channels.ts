/** The only places where a channel string is made. Free of schemas, so that the preload stays small. */
export function commandChannel(name: string): string {
  return `pilotlight:command:${name}`;
}

export function eventChannel(name: string): string {
  return `pilotlight:event:${name}`;
}
