import type { checksView as english } from '../en/checks-view.ts';
import type { Translated } from '../types.ts';

export const checksView: Translated<typeof english> = {
  'checksView.run': 'Executar de novo',
  'checksView.running': 'Verificando…',
  'checksView.copy': 'Copiar relatório',
  'checksView.copy.plain': 'Copiar relatório',
  'checksView.copy.masked': 'Copiar relatório sem nomes de host',
  'checksView.copied': 'O relatório está na área de transferência. Ele não contém chaves.',
  'checksView.at': 'Verificado às {at:time}',
  'checksView.state.broken': 'Com defeito',
  'checksView.state.look': 'Vale conferir',
  'checksView.state.could-not-tell': 'Não foi possível saber',
  'checksView.state.fine': 'Em ordem',
  'checksView.count': {
    one: '{count} verificação',
    many: '{count} de verificações',
    other: '{count} verificações',
  },
  'checksView.evidence': 'Evidências',
  'checksView.place': '{file}, linha {line:number}',
  'checksView.summary.fine': 'Tudo o que dá para verificar daqui está em ordem.',
  'checksView.summary.look': {
    one: 'Vale conferir {count} ponto.',
    many: 'Vale conferir {count} de pontos.',
    other: 'Vale conferir {count} pontos.',
  },
  'checksView.summary.broken': {
    one: '{count} ponto está com defeito.',
    many: '{count} de pontos estão com defeito.',
    other: '{count} pontos estão com defeito.',
  },
  'checksView.empty.title': 'Nada verificado ainda',
  'checksView.empty.advice':
    'As verificações consultam seus servidores e o gateway. Nunca acordam nem carregam um modelo.',
};
