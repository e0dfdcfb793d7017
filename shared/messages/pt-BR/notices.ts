import type { notices as english } from '../en/notices.ts';
import type { Translated } from '../types.ts';

export const notices: Translated<typeof english> = {
  'notice.lost.title': '{model} esfriou',
  'notice.lost.idle-time': 'Foi descarregado por inatividade em {server}.',
  'notice.lost.other-model': 'Outro modelo tomou o lugar dele em {server}.',
  'notice.lost.server-restart': '{server} foi reiniciado.',
  'notice.lost.unknown': 'Não está mais carregado em {server}.',
  'notice.stopped.title': 'O aquecimento de {model} parou',
  'notice.unreachable.title': '{server} está inacessível',
  'notice.unreachable.body': 'O primeiro modelo da sua cadeia roda nele.',
  'notice.back.title': '{server} voltou',
  'notice.back.body': 'O primeiro modelo da sua cadeia está acessível de novo.',
  'notice.saveFailed.title': 'Não foi possível salvar a alteração',
  'notice.saveFailed.body': 'A configuração do gateway está como estava.',
  'notice.standIn.title': '{ref} está substituindo {primary}',
  'notice.standIn.ended.title': '{ref} deixou de substituir {primary}',
  'notice.standIn.ended': 'Alguém mudou a cadeia, por isso a substituição terminou.',
  'notice.action.load': 'Carregar de novo',
  'notice.action.look': 'Mostrar',
  'notice.action.resume': 'Voltar a manter aquecido',
};
