import type { checksView as english } from '../en/checks-view.ts';
import type { Translated } from '../types.ts';

export const checksView: Translated<typeof english> = {
  'checksView.run': 'Kör igen',
  'checksView.running': 'Kontrollerar…',
  'checksView.copy': 'Kopiera rapport',
  'checksView.copy.plain': 'Kopiera rapport',
  'checksView.copy.masked': 'Kopiera rapport utan värdnamn',
  'checksView.copied': 'Rapporten finns i urklipp. Den innehåller inga nycklar.',
  'checksView.at': 'Kontrollerat {at:time}',
  'checksView.state.broken': 'Trasigt',
  'checksView.state.look': 'Värt en titt',
  'checksView.state.could-not-tell': 'Gick inte att avgöra',
  'checksView.state.fine': 'I ordning',
  'checksView.count': { one: '{count} kontroll', other: '{count} kontroller' },
  'checksView.evidence': 'Underlag',
  'checksView.place': '{file}, rad {line:number}',
  'checksView.summary.fine': 'Allt som går att kontrollera härifrån är i ordning.',
  'checksView.summary.look': {
    one: '{count} sak är värd en titt.',
    other: '{count} saker är värda en titt.',
  },
  'checksView.summary.broken': { one: '{count} sak är trasig.', other: '{count} saker är trasiga.' },
  'checksView.empty.title': 'Inget har kontrollerats än',
  'checksView.empty.advice':
    'Kontrollerna frågar dina servrar och gatewayen. De väcker eller laddar aldrig en modell.',
};
