import type { chainView as english } from '../en/chain-view.ts';
import type { Translated } from '../types.ts';

export const chainView: Translated<typeof english> = {
  'chainView.defaults': 'Cadeia padrão',
  'chainView.list': 'Elos de {chain}',
  'chainView.inheritedBy': 'Também usada por {agents}',
  'chainView.inheriting': 'Agentes sem cadeia própria',
  'chainView.inheriting.note': 'Usam a cadeia padrão.',
  'chainView.giveOwn': 'Dar cadeia própria',
  'chainView.inherit': 'Usar a cadeia padrão',
  'chainView.objectForm': 'Escrever como objeto',
  'chainView.fromDefaults': 'do padrão',
  'chainView.legacy': 'agents.list antigo',
  'chainView.noFallbacks': 'Sem fallbacks',
  'chainView.sure.not': 'deduzido, não medido',

  'chainView.move': 'Mover {link}',
  'chainView.actions': 'Ações de {link}',
  'chainView.actionsOfChain': 'Ações de {chain}',
  'chainView.moveUp': 'Mover para cima',
  'chainView.moveDown': 'Mover para baixo',
  'chainView.makePrimary': 'Tornar primário',
  'chainView.setAlias': 'Definir alias…',
  'chainView.changeAlias': 'Alterar alias…',
  'chainView.removeAlias': 'Remover alias',
  'chainView.remove': 'Remover da cadeia',
  'chainView.showModel': 'Mostrar o modelo',
  'chainView.copyRef': 'Copiar referência',
  'chainView.removeLast': 'Uma cadeia precisa de um primário; adicione outro elo antes.',
  'chainView.fix': 'Corrigir…',
  'chainView.said.moved': '{link} está agora na posição {place:number} de {of:number}.',
  'chainView.said.added': '{link} foi adicionado na posição {place:number}.',
  'chainView.said.removed': '{link} foi removido.',
  'chainView.said.undone': 'A última alteração foi desfeita.',

  'chainView.context': 'Contexto de {link}',
  'chainView.planned': 'planeja {tokens:tokens}',

  'chainView.alias': 'Alias',
  'chainView.alias.taken': '{ref} já tem este alias.',
  'chainView.alias.used': 'Uma cadeia cita este modelo pelo alias; altere esse elo antes.',
  'chainView.alias.slash': 'Um alias não pode conter barra.',

  'chainView.add': 'Adicionar um elo',
  'chainView.add.search': 'Busque modelos ou escreva provedor/modelo',
  'chainView.add.free': 'Como escrito',
  'chainView.add.inChain': 'já está nesta cadeia',
  'chainView.add.notRef': 'Escreva provedor/modelo, por exemplo lmstudio/qwen3-30b.',
  'chainView.add.noProvider':
    'Não há provedor {provider} na configuração. Só funciona se o OpenClaw o conhecer por conta própria.',
  'chainView.add.notListed': '{server} não lista {model}.',
  'chainView.add.nearest': 'Você quis dizer {model}?',
  'chainView.add.notInConfig': 'Ainda não estão na configuração',
  'chainView.add.none': 'Nenhum modelo corresponde.',

  'chainView.pending.moved': 'movido',
  'chainView.pending.added': 'novo',
  'chainView.pending.alias': 'alias alterado',
  'chainView.pending.removed': 'Removidos: {links}',
  'chainView.pending.count': {
    one: '{count} alteração não salva',
    many: '{count} de alterações não salvas',
    other: '{count} alterações não salvas',
  },
  'chainView.review': 'Revisar alterações…',
  'chainView.discard': 'Descartar',
  'chainView.undoLast': 'Desfazer a última alteração',
  'chainView.outside.title':
    'A configuração foi alterada por fora. Suas alterações foram aplicadas sobre ela.',
  'chainView.outside.conflict':
    'A configuração foi alterada por fora, e nem todas as suas alterações cabem mais.',
  'chainView.conflict.order':
    '{chain:chain}: agora tem outros elos; sua ordem foi mantida para os que ainda estão lá.',
  'chainView.conflict.gone': '{chain:chain}: {ref} não está mais lá.',
  'chainView.conflict.already': '{chain:chain}: {ref} já está lá.',
  'chainView.conflict.noAgent': 'O agente {agent} não existe mais.',
  'chainView.conflict.ownChain': '{chain:chain} agora tem uma cadeia própria.',
  'chainView.conflict.noChain': '{chain:chain} não tem mais uma cadeia própria.',

  'chainView.preset.hosted-first': 'Hospedado primeiro',
  'chainView.preset.local-first': 'Local primeiro',
  'chainView.preset.local-only': 'Só local',
  'chainView.preset.hosted-first.note':
    'Um modelo hospedado responde; suas próprias máquinas são a rede de segurança.',
  'chainView.preset.local-first.note':
    'Suas próprias máquinas respondem; um modelo hospedado é a rede de segurança.',
  'chainView.preset.local-only.note':
    'Nada sai das suas máquinas. Quando elas estão fora do ar, ninguém responde.',
  'chainView.preset.not.no-chain': 'Não há cadeia para ordenar.',
  'chainView.preset.not.inherits': 'Este agente não tem cadeia própria.',
  'chainView.preset.not.no-hosted-model': 'A cadeia não tem modelo hospedado.',
  'chainView.preset.not.no-local-model': 'A cadeia não tem modelo nas suas próprias máquinas.',
  'chainView.preset.losesNote': 'Continuam na configuração e podem ser adicionados de novo.',
  'chainView.preset.title': '{preset}: {chain}',
  'chainView.preset.now': 'Agora',
  'chainView.preset.then': 'Depois',
  'chainView.preset.same': 'A cadeia já está nesta ordem.',
  'chainView.preset.use': 'Usar esta ordem',
  'chainView.preset.loses': 'Saem da cadeia: {links}',

  'chainView.noConfig.title': 'Configuração do gateway não encontrada',
  'chainView.noConfig.advice': 'A cadeia fica no arquivo de configuração do gateway. Procurado em {path}.',
  'chainView.unreadable.title': 'Não é possível ler a configuração',
  'chainView.unreadable.advice': 'Não há versão anterior da qual mostrar uma cadeia. Repare o arquivo antes.',
  'chainView.looking': 'Lendo a configuração do gateway…',
  'chainView.broken.title': 'Não é possível ler a configuração; esta é a cadeia da última versão válida.',
  'chainView.broken.advice':
    'O gateway continua com ela até a próxima inicialização. Repare o arquivo para alterar a cadeia.',
  'chainView.readOnly':
    'A configuração não pode ser gravada daqui. As alterações podem ser revisadas e copiadas como diff.',
  'chainView.standIn': 'Substituto: {ref} responde no lugar de {instead}.',
  'chainView.standIn.end': 'Restaurar minha ordem',
};
