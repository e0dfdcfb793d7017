import type { Catalogue } from '../types.ts';

export const failures: Catalogue['failures'] = {
  'connection-refused': {
    title: 'Nada responde neste endereço.',
    advice: 'Inicie o servidor ou corrija o endereço e a porta.',
  },
  'no-connection': {
    title: 'Não foi possível alcançar a máquina.',
    advice: 'Ela pode estar desligada, dormindo ou em outra rede.',
  },
  'timed-out': {
    title: 'O servidor não respondeu a tempo.',
    advice: 'Ele pode estar ocupado ou dormindo. Tente novamente daqui a pouco.',
  },
  'name-not-found': {
    title: 'Este nome de host não é conhecido na sua rede.',
    advice: 'Confira a grafia ou use o endereço IP.',
  },
  'tls-failed': {
    title: 'Não foi possível estabelecer uma conexão segura.',
    advice: 'Confira o certificado ou use http:// para um servidor na sua própria rede.',
  },
  'connection-lost': {
    title: 'O servidor fechou a conexão no meio de uma resposta.',
    advice: 'Ele pode ter reiniciado. Tente novamente.',
  },
  'address-not-allowed': {
    title: 'O Pilotlight não se conecta a este tipo de endereço.',
    advice: 'Use http:// ou https:// e o endereço de um servidor nesta máquina ou na sua rede.',
  },
  'redirect-refused': {
    title: 'O servidor apontou para outro endereço, e o Pilotlight não o seguiu.',
    advice: 'Digite o endereço final diretamente.',
  },
  unauthorised: {
    title: 'O servidor pede uma chave ou não aceitou a que recebeu.',
    advice: 'Defina a chave deste servidor.',
  },
  forbidden: {
    title: 'A chave é conhecida, mas não tem permissão para isto.',
    advice: 'Use uma chave com mais permissões ou libere isto no servidor.',
  },
  'not-found': {
    title: 'O servidor não tem o que foi pedido.',
    advice: 'Confira o caminho do endereço: alguns servidores precisam de /v1, outros não podem tê-lo.',
  },
  'rate-limited': {
    title: 'O servidor pede menos solicitações.',
    advice: 'Espere um pouco e tente novamente.',
  },
  'server-error': {
    title: 'O servidor teve um erro interno.',
    advice: 'Olhe o registro dele. Reiniciá-lo costuma ajudar.',
  },
  'server-loading': {
    title: 'O servidor ainda está iniciando.',
    advice: 'Espere até que ele carregue o modelo.',
  },
  'bad-answer': {
    title: 'Não foi possível entender a resposta.',
    advice: 'Verifique se este endereço é de um servidor de inferência e não de uma página da web.',
  },
  'answer-too-large': {
    title: 'A resposta era grande demais para ser lida.',
    advice: 'Verifique se este endereço é de um servidor de inferência.',
  },
  'wrong-kind-of-server': {
    title: 'Outro tipo de servidor responde neste endereço.',
    advice: 'Deixe o Pilotlight reconhecer o tipo de novo ou escolha-o você mesmo.',
  },
  'not-supported': {
    title: 'Este servidor não tem como fazer isso.',
    advice: 'Faça no app do próprio servidor ou veja o que este tipo de servidor consegue fazer.',
  },
  'model-not-found': {
    title: 'O servidor não conhece este modelo.',
    advice: 'Confira o nome exato do modelo na lista do servidor.',
  },
  'model-busy': {
    title: 'O modelo está respondendo a alguém agora.',
    advice: 'Espere terminar ou prossiga e interrompa a resposta.',
  },
  'out-of-memory': {
    title: 'Não há memória suficiente para este modelo.',
    advice: 'Descarregue outro modelo ou carregue este com um contexto menor.',
  },
  'load-failed': {
    title: 'O servidor não conseguiu carregar o modelo.',
    advice: 'Olhe o registro do servidor ou tente um contexto menor.',
  },
  'load-not-confirmed': {
    title: 'O servidor aceitou a carga, mas o modelo não apareceu.',
    advice: 'Consulte o servidor de novo. Se o modelo não vier, olhe o registro do servidor.',
  },
  'load-goes-on': {
    title: 'O servidor continua carregando.',
    advice: 'Não dá para parar. Descarregue o modelo quando ele estiver pronto.',
  },
  'already-in-progress': {
    title: 'Isto já está sendo feito.',
    advice: 'Espere até que termine.',
  },
  cancelled: { title: 'Foi cancelado.', advice: 'Comece de novo quando quiser.' },
  'may-cost-money': {
    title: 'Isto enviaria uma solicitação que pode custar dinheiro.',
    advice: 'Confirme antes, se quiser.',
  },
  'untrusted-sender': {
    title: 'O pedido não veio de uma janela do Pilotlight.',
    advice: 'Feche a janela e abra-a de novo.',
  },
  'invalid-input': {
    title: 'Algo do que foi digitado não é válido.',
    advice: 'Corrija e tente novamente.',
  },
  'unknown-server': {
    title: 'Este servidor não está mais na lista.',
    advice: 'Adicione-o de novo se ainda o usa.',
  },
  'unknown-model': {
    title: 'Este modelo não está mais na lista.',
    advice: 'Consulte o servidor de novo para ver o que ele tem agora.',
  },
  internal: {
    title: 'Algo deu errado dentro do Pilotlight.',
    advice: 'Tente novamente. Se continuar, copie o diagnóstico e relate o problema.',
  },
  'connection-closed': {
    title: 'Esta janela perdeu a conexão com o Pilotlight.',
    advice: 'Ela se reconecta sozinha assim que o Pilotlight estiver em execução.',
  },
  'config-missing': {
    title: 'O arquivo de configuração do gateway não foi encontrado.',
    advice: 'Escolha o arquivo em Ajustes ou crie um novo.',
  },
  'config-unreadable': {
    title: 'Não foi possível ler o arquivo de configuração do gateway.',
    advice: 'Confira as permissões dele.',
  },
  'config-not-a-file': {
    title: 'Há algo no caminho da configuração que não é um arquivo.',
    advice: 'Escolha outro caminho em Ajustes.',
  },
  'config-is-symlink': {
    title: 'A configuração é um link para outro arquivo, no qual o gateway não grava.',
    advice: 'Copie a alteração e faça-a no arquivo de verdade.',
  },
  'config-read-only': {
    title: 'A configuração é somente leitura aqui.',
    advice: 'Copie a alteração e faça-a onde o arquivo é gerenciado.',
  },
  'config-not-utf8': {
    title: 'O arquivo de configuração não é texto UTF-8.',
    advice: 'Salve-o como UTF-8 em um editor.',
  },
  'config-syntax': {
    title: 'A configuração tem um erro de sintaxe.',
    advice:
      'Corrija no lugar mostrado ou restaure a última versão válida. O gateway continua com a antiga até iniciar de novo.',
  },
  'config-too-large': {
    title: 'O arquivo de configuração é grande demais e não foi lido.',
    advice: 'Verifique se o caminho está certo.',
  },
  'config-shape': {
    title: 'Uma parte da configuração não tem a forma que o gateway espera.',
    advice: 'Corrija no lugar mostrado. O resto continua sendo lido.',
  },
  'config-include-refused': {
    title: 'Esta parte da configuração é incluída de um modo que não pode ser editado.',
    advice: 'Altere-a diretamente no arquivo incluído.',
  },
  'config-changed-meanwhile': {
    title: 'Nesse meio-tempo, outra pessoa ou programa alterou o arquivo.',
    advice: 'Veja a alteração de novo sobre o novo texto e depois salve.',
  },
  'config-check-failed': {
    title: 'A alteração não passou nas verificações, então nada foi gravado.',
    advice: 'Corrija o que está marcado e salve de novo.',
  },
  'config-guard': {
    title: 'A alteração teria tocado em mais do que deveria, então nada foi gravado.',
    advice: 'O arquivo está como estava. Faça a alteração no editor.',
  },
  'config-write-failed': {
    title: 'Não foi possível gravar a configuração.',
    advice: 'O arquivo está como estava. Confira o espaço livre e as permissões da pasta dele.',
  },
  'edit-not-possible': {
    title: 'Esta alteração não cabe no arquivo como ele está.',
    advice: 'Faça-a no editor ou recarregue a configuração e tente novamente.',
  },
  'backup-failed': {
    title: 'Não foi possível guardar a versão anterior, então nada foi gravado.',
    advice: 'Confira o espaço livre e as permissões da pasta do Pilotlight.',
  },
  'undo-not-possible': {
    title: 'O arquivo foi alterado depois, então não pode simplesmente ser restaurado.',
    advice: 'Veja a diferença e aplique as partes que quiser.',
  },
  'cli-missing': {
    title: 'O comando openclaw não foi encontrado.',
    advice: 'Instale-o ou defina o caminho dele em Ajustes. As verificações que precisam dele ficam de fora.',
  },
  'cli-failed': {
    title: 'O comando openclaw terminou com um erro.',
    advice: 'Execute-o em um terminal para ver mais.',
  },
  'gateway-unreachable': {
    title: 'O gateway não está em execução.',
    advice: 'Inicie-o com “openclaw gateway start”.',
  },
  'settings-write-failed': {
    title: 'Não foi possível salvar os ajustes.',
    advice: 'Confira o espaço livre e as permissões da pasta do Pilotlight.',
  },
  'history-unavailable': {
    title: 'Não é possível ler o histórico agora.',
    advice: 'Todo o resto funciona. Uma nova tentativa é feita na próxima inicialização.',
  },
  'key-store-unavailable': {
    title: 'O armazenamento de chaves do sistema não está disponível.',
    advice: 'Desbloqueie-o ou cite a chave na configuração do gateway.',
  },
  'desktop-only': {
    title: 'Isto precisa do app de desktop.',
    advice: 'Faça na máquina em que o Pilotlight tem uma janela própria.',
  },
  'update-failed': {
    title: 'Não foi possível instalar a atualização.',
    advice: 'Tente de novo ou use-a na próxima inicialização. Você também pode baixá-la manualmente.',
  },
  'demo-failed': {
    title: 'Não foi possível iniciar a demonstração.',
    advice: 'Tente de novo. Os detalhes mostram o que ela informou antes de terminar.',
  },
};
