import type { notices as english } from '../en/notices.ts';
import type { Translated } from '../types.ts';

export const notices: Translated<typeof english> = {
  'notice.lost.title': '{model} blev kall',
  'notice.lost.idle-time': 'Den laddades ur på {server} eftersom ingen använde den.',
  'notice.lost.other-model': 'En annan modell tog dess plats på {server}.',
  'notice.lost.server-restart': '{server} startades om.',
  'notice.lost.unknown': 'Den är inte längre laddad på {server}.',
  'notice.stopped.title': 'Varmhållningen av {model} stoppades',
  'notice.unreachable.title': '{server} är onåbar',
  'notice.unreachable.body': 'Den första modellen i din kedja körs där.',
  'notice.back.title': '{server} är tillbaka',
  'notice.back.body': 'Den första modellen i din kedja går att nå igen.',
  'notice.saveFailed.title': 'Ändringen kunde inte sparas',
  'notice.saveFailed.body': 'Gatewayens konfiguration är som den var.',
  'notice.standIn.title': '{ref} vikarierar för {primary}',
  'notice.standIn.ended.title': '{ref} vikarierar inte längre för {primary}',
  'notice.standIn.ended': 'Någon ändrade kedjan, så vikarierandet upphörde.',
  'notice.action.load': 'Ladda den igen',
  'notice.action.look': 'Visa',
  'notice.action.resume': 'Håll varm igen',
};
