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
  'checksView.state.broken': 'Com problema',
  'checksView.state.look': 'A conferir',
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
    one: '{count} ponto a conferir.',
    many: '{count} de pontos a conferir.',
    other: '{count} pontos a conferir.',
  },
  'checksView.summary.broken': {
    one: '{count} problema encontrado.',
    many: '{count} de problemas encontrados.',
    other: '{count} problemas encontrados.',
  },
  'checksView.empty.title': 'Nada verificado ainda',
  'checksView.empty.advice':
    'As verificações consultam seus servidores e o gateway. Nunca acordam nem carregam um modelo.',
};
