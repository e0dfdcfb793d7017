/// <reference types="electron" />
import type { EventEmitter } from 'node:events';

/**
 * What a simulated thing must satisfy: every member has Electron's own type, and no member is invented.
 * Event methods are left out: Electron types them as hundreds of overloads, Node's emitter is what it uses.
 */
export type FaithfulTo<Mine, Real> = Pick<Real, Extract<Members<Mine>, keyof Real>> &
  Record<Exclude<Members<Mine>, keyof Real>, never>;

type Members<Mine> = Exclude<keyof Mine, keyof EventEmitter | 'prototype'>;

/** Hands a simulated object out under Electron's name for it: only the simulated part of it works. */
export function asElectron<Real>(simulated: unknown): Real {
  return simulated as Real;
}

export type StandInEvent = { defaultPrevented: boolean; preventDefault(): void };

export function makeEvent<Details extends object>(details: Details): Details & StandInEvent {
  const event = {
    ...details,
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true;
    },
  };
  return event;
}
