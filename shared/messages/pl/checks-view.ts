import type { checksView as english } from '../en/checks-view.ts';
import type { Translated } from '../types.ts';

export const checksView: Translated<typeof english> = {
  'checksView.run': 'Uruchom ponownie',
  'checksView.running': 'Sprawdzanie…',
  'checksView.copy': 'Kopiuj raport',
  'checksView.copy.plain': 'Kopiuj raport',
  'checksView.copy.masked': 'Kopiuj raport bez nazw hostów',
  'checksView.copied': 'Raport jest w schowku. Nie zawiera kluczy.',
  'checksView.at': 'Sprawdzono o {at:time}',
  'checksView.state.broken': 'Nie działa',
  'checksView.state.look': 'Warto zajrzeć',
  'checksView.state.could-not-tell': 'Nie wiadomo',
  'checksView.state.fine': 'W porządku',
  'checksView.count': {
    one: '{count} kontrola',
    few: '{count} kontrole',
    many: '{count} kontroli',
    other: '{count} kontroli',
  },
  'checksView.evidence': 'Podstawa',
  'checksView.place': '{file}, wiersz {line:number}',
  'checksView.summary.fine': 'Wszystko, co da się stąd sprawdzić, jest w porządku.',
  'checksView.summary.look': {
    one: '{count} rzecz jest warta uwagi.',
    few: '{count} rzeczy są warte uwagi.',
    many: '{count} rzeczy jest wartych uwagi.',
    other: '{count} rzeczy jest warte uwagi.',
  },
  'checksView.summary.broken': {
    one: '{count} rzecz nie działa.',
    few: '{count} rzeczy nie działają.',
    many: '{count} rzeczy nie działa.',
    other: '{count} rzeczy nie działa.',
  },
  'checksView.empty.title': 'Jeszcze niczego nie sprawdzono',
  'checksView.empty.advice':
    'Kontrole odpytują Twoje serwery i gateway. Nigdy nie budzą ani nie ładują modelu.',
};
