import type { fit as english } from '../en/fit.ts';
import type { Translated } from '../types.ts';

export const fit: Translated<typeof english> = {
  'fit.planned.contextTokens': 'O gateway planeja com {tokens} tokens, de contextTokens.',
  'fit.planned.contextWindow': 'O gateway planeja com {tokens} tokens, de contextWindow.',
  'fit.planned.loaded': 'O gateway planeja com {tokens} tokens, como o modelo está carregado.',
  'fit.planned.discovered': 'O gateway planeja com {tokens} tokens, como descobre o modelo.',
  'fit.planned.assumed': 'Nada informa um contexto ao gateway, então ele planeja com {tokens} tokens.',

  'fit.blocked': 'A configuração dá a {model} só {tokens} tokens. O gateway o recusa e usa o próximo elo.',
  'fit.firstRefused':
    '{model} tem {given} tokens no servidor, mas a primeira mensagem de um agente já ocupa cerca de {prompt}: o servidor a recusa e o turno falha, com ou sem fallbacks.',
  'fit.silentlyCut':
    'O gateway envia a {model} até {planned} tokens, o servidor mantém {given} e descarta o começo sem avisar.',
  'fit.cutAlways':
    '{model} tem {given} tokens, mas a primeira mensagem de um agente já ocupa cerca de {prompt}: o servidor descarta o começo sem avisar.',
  'fit.noRoom':
    'A configuração dá a {model} {tokens} tokens, que o prompt do próprio gateway preenche: as respostas são cortadas a quase nada.',
  'fit.refusedLater':
    'O gateway planeja com {planned} tokens para {model}, o servidor lhe deu {given}: conversas longas são recusadas, e aí nenhum fallback é consultado.',
  'fit.largerThanMax': 'A configuração dá a {model} {planned} tokens, mas ele chega a {max} no máximo.',
  'fit.reloads':
    'O gateway pede {asked} tokens, {model} está carregado com {loaded}: a próxima mensagem o carrega de novo.',
  'fit.secondCopy':
    '{model} está carregado com {loaded} tokens, o gateway quer {planned} e vai carregar uma segunda cópia.',
  'fit.tokensOverWindow': 'contextTokens de {model} ({tokens}) é maior que o contextWindow dele ({window}).',
  'fit.answerTooLong': 'maxTokens de {model} ({answer}) não deixa nada dos {planned} tokens para a conversa.',
  'fit.low': 'O gateway avisa sobre {model}: {planned} tokens é menos que um quinto dos {native} dele.',
  'fit.wastes':
    'O servidor reserva {given} tokens para {model}, o gateway usa {planned}: o resto é memória ociosa.',

  'fit.fix.set': 'Definir {field} como {value}',
  'fit.fix.reload': 'Recarregar com {context} tokens',
  'fit.fix.reloadMemory': 'Recarregar com {context} tokens (ocupa cerca de {memory:bytes})',
};
