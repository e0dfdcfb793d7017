import type { forecast as english } from '../en/forecast.ts';
import type { Translated } from '../types.ts';

export const forecast: Translated<typeof english> = {
  'link.place.this-machine': 'local',
  'link.place.lan': 'na rede local',
  'link.place.tailnet': 'na tailnet',
  'link.place.hosted': 'hospedado',
  'link.place.hostedIn': 'hospedado, {region}',
  'link.place.hostedVia': 'hospedado, por {services}',
  'link.place.elsewhere': 'em outra máquina, pelo LM Link',
  'link.place.passedOn': 'repassado a um serviço hospedado',
  'link.place.hybrid': 'deste lado ou hospedado, decidido a cada mensagem ({local} ou {hosted})',
  'link.place.unknown': 'lugar incerto',

  'link.state.warm': 'aquecido',
  'link.state.busy': 'aquecido, respondendo',
  'link.state.loading': 'carregando',
  'link.state.cold': 'não carregado',
  'link.state.asleep': 'dormindo',
  'link.state.failed': 'não foi possível carregar: {reason}',
  'link.state.stopped': '{server} não está em execução',
  'link.state.unreachable': '{server} está inacessível',
  'link.state.hung': '{server} não responde',
  'link.state.keyRefused': '{server} recusa a chave',
  'link.state.notListed': '{server} não tem o modelo {model}',
  'link.state.notListedNearest': '{server} não tem o modelo {model}; tem {nearest}',
  'link.state.key.present': 'chave presente',
  'link.state.key.missing': 'sem chave',
  'link.state.key.not-visible': 'chave não visível daqui',
  'link.state.unknown.not-told': 'o servidor não informa',
  'link.state.unknown.not-asked-yet': 'ainda não consultado',
  'link.state.noSuchProvider': 'a configuração não tem esse provedor',
  'link.state.unknown.not-a-ref': 'não é uma referência completa',
  'link.state.unknown.not-watched': 'este servidor não é acompanhado',
  'link.state.unknown.key-not-sent': 'pede uma chave que só o gateway consegue ler',

  'forecast.warm': '{model} está carregado e responde.',
  'forecast.hosted': '{provider} responde.',
  'forecast.keyNotVisible': '{provider} responde se o gateway tiver a chave dele, que não é visível daqui.',
  'forecast.proxy': '{server} responde; não informa o que está carregado.',
  'forecast.otherModel': '{server} responde, mas com {instead}: não olha o nome {model}.',
  'forecast.cutShort':
    '{model} responde com quase nada: o contexto declarado está cheio antes de a conversa começar.',
  'forecast.loads': '{model} é carregado antes, o que leva cerca de {seconds} s.',
  'forecast.loadsUnknown': '{model} é carregado antes; quanto isso leva ainda não foi visto.',
  'forecast.loadOutlasts':
    '{model} leva cerca de {seconds} s para carregar, mais que os {limit} s dados ao provedor: o gateway desiste, pergunta de novo e recebe a resposta quando a carga termina.',
  'forecast.neverLoads':
    '{model} leva cerca de {seconds} s para carregar, o provedor tem {limit} s, e cada tentativa recomeça do zero: o turno falha.',
  'forecast.notLoadedByItself': '{server} não carrega {model} por conta própria.',
  'forecast.cannotTell': 'Não dá para saber daqui o que o gateway faz com {model}.',
  'forecast.duplicate': 'Já consultado antes na cadeia.',

  'forecast.movesOn.stopped':
    '{server} não está em execução: o gateway tenta por cerca de {seconds} s e segue adiante.',
  'forecast.movesOn.unreachable':
    '{server} está inacessível: o gateway tenta por cerca de {seconds} s e segue adiante.',
  'forecast.movesOn.server-error':
    '{server} responde com um erro: o gateway tenta por cerca de {seconds} s e segue adiante.',
  'forecast.movesOn.rate-limited':
    '{server} rejeita solicitações: o gateway tenta por cerca de {seconds} s e segue adiante.',
  'forecast.movesOn.not-listed':
    '{server} não tem {model}: o gateway segue adiante após cerca de {seconds} s.',
  'forecast.movesOn.no-such-provider':
    'A configuração não tem o provedor {server}, e o gateway não conhece nenhum com esse nome: segue adiante após cerca de {seconds} s.',
  'forecast.movesOn.key-refused':
    '{server} recusa a chave: o gateway segue adiante após cerca de {seconds} s.',
  'forecast.movesOn.key-missing':
    '{server} não tem chave: o gateway segue adiante após cerca de {seconds} s.',
  'forecast.movesOn.context-blocked':
    'O contexto declarado de {model} é pequeno demais para o gateway, que segue adiante após cerca de {seconds} s.',
  'forecast.movesOn.load-failed':
    'Não foi possível carregar {model}: o gateway tenta por cerca de {seconds} s e segue adiante.',
  'forecast.fails.hung':
    '{server} aceita a mensagem e nunca responde: após cerca de {seconds} s o turno falha, e nenhum outro elo é consultado.',
  'forecast.fails.context-overflow':
    'A primeira mensagem é maior do que {server} deu a {model}: o turno falha após cerca de {seconds} s, e nenhum outro elo é consultado.',

  'forecast.chain.now': '{link} responderia agora.',
  'forecast.chain.likely': '{link} provavelmente responderia agora.',
  'forecast.chain.ifKey': '{link} responderia se o gateway tiver a chave, que não é visível daqui.',
  'forecast.chain.afterIfKey':
    '{primary} não responde: após cerca de {seconds} s {link} responderia, se o gateway tiver a chave, que não é visível daqui.',
  'forecast.chain.afterLoad': '{link} responderia após carregar, em cerca de {seconds} s.',
  'forecast.chain.afterUnknownLoad': '{link} responderia após carregar.',
  'forecast.chain.after.stopped':
    '{server} está parado: cada mensagem esperaria cerca de {seconds} s, e então {link} responde.',
  'forecast.chain.after.unreachable':
    '{server} está inacessível: cada mensagem esperaria cerca de {seconds} s, e então {link} responde.',
  'forecast.chain.after.server-error':
    '{server} responde com erros: cada mensagem esperaria cerca de {seconds} s, e então {link} responde.',
  'forecast.chain.after.rate-limited':
    '{server} rejeita solicitações: cada mensagem esperaria cerca de {seconds} s, e então {link} responde.',
  'forecast.chain.after.not-listed': '{server} não tem {primary}: {link} responde após cerca de {seconds} s.',
  'forecast.chain.after.no-such-provider':
    'Não há provedor {server}: {link} responde após cerca de {seconds} s.',
  'forecast.chain.after.key-refused': '{server} recusa a chave: {link} responde após cerca de {seconds} s.',
  'forecast.chain.after.key-missing': '{server} não tem chave: {link} responde após cerca de {seconds} s.',
  'forecast.chain.after.context-blocked':
    '{primary} tem contexto de menos para o gateway: {link} responde após cerca de {seconds} s.',
  'forecast.chain.after.load-failed':
    'Não foi possível carregar {primary}: cada mensagem esperaria cerca de {seconds} s, e então {link} responde.',
  'forecast.chain.hung':
    '{server} aceita mensagens e nunca responde: o turno falha após cerca de {seconds} s.',
  'forecast.chain.hungStops':
    '{server} aceita mensagens e nunca responde: o turno falha após cerca de {seconds} s, e os elos depois de {link} não são consultados.',
  'forecast.chain.overflow': 'A primeira mensagem de um agente não cabe em {link}: o turno falha.',
  'forecast.chain.overflowStops':
    'A primeira mensagem de um agente não cabe em {link}: o turno falha, e os elos depois dele não são consultados.',
  'forecast.chain.neverLoads':
    '{link} não está carregado e leva mais tempo para carregar do que o gateway espera: o turno falha.',
  'forecast.chain.allFail': 'Nenhum elo consegue responder: o turno falha após cerca de {seconds} s.',
  'forecast.chain.empty': 'Nenhum modelo está definido.',
  'forecast.chain.unknown': 'Não dá para saber daqui se {link} responderia.',

  'badge.duplicate': 'Aparece duas vezes na cadeia; a segunda nunca é usada.',
  'badge.outsideAllow': 'Não está entre os modelos que a política permite. A cadeia o usa mesmo assim.',
  'badge.aliasAmbiguous': 'Vários modelos têm o alias {alias}; o gateway usa {ref}.',
  'badge.aliasElsewhere': '{alias} é um alias de {ref}, embora exista um modelo com esse nome.',
  'badge.timeoutTooShort':
    'Carregar leva cerca de {load} s, e o timeoutSeconds do provedor é {limit}: as solicitações desistem antes de o modelo estar pronto.',
  'badge.passesDataOn': 'Parece local, mas as mensagens saem para um serviço hospedado.',
  'badge.noPrimary': 'Nenhum modelo primário está definido.',
  'badge.noFallbacks.string': 'Sem fallbacks: o modelo está escrito como um nome único.',
  'badge.noFallbacks.pinned': 'Sem fallbacks: este agente define o primário sem nenhum e não herda nenhum.',
  'badge.noFallbacks.off': 'Sem fallbacks: estão desativados com uma lista vazia.',
  'badge.noFallbacks.none': 'Sem fallbacks.',
  'badge.thrash.oneAtATime':
    '{first} e {second} estão em {server}, que mantém um modelo por vez: passar de um ao outro carrega tudo de novo.',
  'badge.thrash.seen': '{first} e {second} expulsam um ao outro da memória em {server}.',
  'badge.thrash.memory':
    '{first} e {second} juntos precisam de {needed:bytes} em {server}, mais do que ele já manteve: podem expulsar um ao outro.',
  'badge.scheduled': 'Tarefas agendadas usam esta cadeia a cada {every}.',
  'badge.companion.heartbeat': 'O heartbeat usa {other} no mesmo servidor: pode expulsar {first} da memória.',
  'badge.companion.compaction':
    'A compactação usa {other} no mesmo servidor: pode expulsar {first} da memória.',
  'badge.companion.other': '{role} usa {other} no mesmo servidor: pode expulsar {first} da memória.',
  'badge.nobody': 'Ninguém responderia agora.',

  'fix.removeLink': 'Remover o segundo {ref}',
  'fix.useObjectForm': 'Escrever de modo que aceite fallbacks',
  'fix.timeout': 'Dar {seconds} s ao provedor',
};
