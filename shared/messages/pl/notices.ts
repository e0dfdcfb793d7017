import type { notices as english } from '../en/notices.ts';
import type { Translated } from '../types.ts';

export const notices: Translated<typeof english> = {
  'notice.lost.title': '{model} ostygł',
  'notice.lost.idle-time': 'Na {server} minął czas bezczynności.',
  'notice.lost.other-model': 'Na {server} jego miejsce zajął inny model.',
  'notice.lost.server-restart': '{server} został uruchomiony ponownie.',
  'notice.lost.unknown': 'Nie jest już załadowany na {server}.',
  'notice.stopped.title': 'Podtrzymywanie {model} zatrzymane',
  'notice.unreachable.title': '{server} jest nieosiągalny',
  'notice.unreachable.body': 'Działa tam pierwszy model Twojego łańcucha.',
  'notice.back.title': '{server} wrócił',
  'notice.back.body': 'Pierwszy model Twojego łańcucha jest znów osiągalny.',
  'notice.saveFailed.title': 'Nie udało się zapisać zmiany',
  'notice.saveFailed.body': 'Konfiguracja gatewaya pozostała bez zmian.',
  'notice.standIn.title': '{ref} zastępuje {primary}',
  'notice.standIn.ended.title': '{ref} nie zastępuje już {primary}',
  'notice.standIn.ended': 'Ktoś zmienił łańcuch, więc zastępstwo się skończyło.',
  'notice.action.load': 'Załaduj ponownie',
  'notice.action.look': 'Pokaż',
  'notice.action.resume': 'Podtrzymuj dalej',
};
