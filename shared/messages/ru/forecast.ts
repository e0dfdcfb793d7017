import type { forecast as english } from '../en/forecast.ts';
import type { Translated } from '../types.ts';

export const forecast: Translated<typeof english> = {
  'link.place.this-machine': 'локально',
  'link.place.lan': 'в локальной сети',
  'link.place.tailnet': 'в tailnet',
  'link.place.hosted': 'хостинг',
  'link.place.hostedIn': 'хостинг, {region}',
  'link.place.hostedVia': 'хостинг через {services}',
  'link.place.elsewhere': 'на другой машине, через LM Link',
  'link.place.passedOn': 'передаётся хостинговой службе',
  'link.place.hybrid': 'у вас или на хостинге, решается для каждого сообщения ({local} или {hosted})',
  'link.place.unknown': 'место неизвестно',

  'link.state.warm': 'прогрета',
  'link.state.busy': 'прогрета, отвечает',
  'link.state.loading': 'загружается',
  'link.state.cold': 'не загружена',
  'link.state.asleep': 'спит',
  'link.state.failed': 'не удалось загрузить: {reason}',
  'link.state.stopped': '{server} не запущен',
  'link.state.unreachable': '{server} недоступен',
  'link.state.hung': '{server} не отвечает',
  'link.state.keyRefused': '{server} отвергает ключ',
  'link.state.notListed': 'на {server} нет модели {model}',
  'link.state.notListedNearest': 'на {server} нет модели {model}; есть {nearest}',
  'link.state.key.present': 'ключ есть',
  'link.state.key.missing': 'нет ключа',
  'link.state.key.not-visible': 'ключ отсюда не виден',
  'link.state.unknown.not-told': 'сервер не сообщает',
  'link.state.unknown.not-asked-yet': 'ещё не опрошен',
  'link.state.noSuchProvider': 'в конфигурации нет такого провайдера',
  'link.state.unknown.not-a-ref': 'неполная ссылка',
  'link.state.unknown.not-watched': 'за этим сервером не следят',
  'link.state.unknown.key-not-sent': 'требует ключ, который может прочитать только шлюз',

  'forecast.warm': 'Модель {model} загружена и ответит.',
  'forecast.hosted': '{provider} ответит.',
  'forecast.keyNotVisible': '{provider} ответит, если у шлюза есть ключ; отсюда это не видно.',
  'forecast.proxy': '{server} ответит; что загружено, он не сообщает.',
  'forecast.otherModel': '{server} ответит, но моделью {instead}: на имя {model} он не смотрит.',
  'forecast.cutShort':
    'От ответа {model} почти ничего не останется: её заявленный контекст заполнен ещё до начала беседы.',
  'forecast.loads': 'Сначала загрузится {model}, это займёт около {seconds} с.',
  'forecast.loadsUnknown': 'Сначала загрузится {model}; сколько это займёт, пока неизвестно.',
  'forecast.loadOutlasts':
    'Загрузка {model} занимает около {seconds} с, дольше отведённых провайдеру {limit} с: шлюз сдаётся, спрашивает снова и получает ответ, когда загрузка закончена.',
  'forecast.neverLoads':
    'Загрузка {model} занимает около {seconds} с, провайдеру отведено {limit} с, и каждая попытка начинается сначала: запрос завершится ошибкой.',
  'forecast.notLoadedByItself': '{server} не загружает {model} сам.',
  'forecast.cannotTell': 'Что шлюз сделает с {model}, отсюда сказать нельзя.',
  'forecast.duplicate': 'Уже спрошена раньше в цепочке.',

  'forecast.movesOn.stopped': '{server} не запущен: шлюз пробует около {seconds} с, затем идёт дальше.',
  'forecast.movesOn.unreachable': '{server} недоступен: шлюз пробует около {seconds} с, затем идёт дальше.',
  'forecast.movesOn.server-error':
    '{server} отвечает ошибкой: шлюз пробует около {seconds} с, затем идёт дальше.',
  'forecast.movesOn.rate-limited':
    '{server} не принимает запросы: шлюз пробует около {seconds} с, затем идёт дальше.',
  'forecast.movesOn.not-listed': 'На {server} нет {model}: шлюз идёт дальше примерно через {seconds} с.',
  'forecast.movesOn.no-such-provider':
    'В конфигурации нет провайдера {server}, и шлюз такого не знает: он идёт дальше примерно через {seconds} с.',
  'forecast.movesOn.key-refused': '{server} отвергает ключ: шлюз идёт дальше примерно через {seconds} с.',
  'forecast.movesOn.key-missing': 'Для {server} нет ключа: шлюз идёт дальше примерно через {seconds} с.',
  'forecast.movesOn.context-blocked':
    'Заявленный контекст {model} слишком мал для шлюза, он идёт дальше примерно через {seconds} с.',
  'forecast.movesOn.load-failed':
    'Не удалось загрузить {model}: шлюз пробует около {seconds} с, затем идёт дальше.',
  'forecast.fails.hung':
    '{server} принимает сообщение и не отвечает: примерно через {seconds} с запрос завершится ошибкой, другие звенья не спрашиваются.',
  'forecast.fails.context-overflow':
    'Первое сообщение больше, чем {server} выделил для {model}: примерно через {seconds} с запрос завершится ошибкой, другие звенья не спрашиваются.',

  'forecast.chain.now': 'Сейчас ответит {link}.',
  'forecast.chain.likely': 'Сейчас, вероятно, ответит {link}.',
  'forecast.chain.ifKey': '{link} ответит, если у шлюза есть ключ; отсюда это не видно.',
  'forecast.chain.afterIfKey':
    '{primary} не ответит: примерно через {seconds} с ответит {link}, если у шлюза есть ключ; отсюда это не видно.',
  'forecast.chain.afterLoad': '{link} ответит после загрузки, примерно через {seconds} с.',
  'forecast.chain.afterUnknownLoad': '{link} ответит после загрузки.',
  'forecast.chain.after.stopped':
    '{server} остановлен: каждое сообщение подождёт около {seconds} с, затем ответит {link}.',
  'forecast.chain.after.unreachable':
    '{server} недоступен: каждое сообщение подождёт около {seconds} с, затем ответит {link}.',
  'forecast.chain.after.server-error':
    '{server} отвечает ошибками: каждое сообщение подождёт около {seconds} с, затем ответит {link}.',
  'forecast.chain.after.rate-limited':
    '{server} не принимает запросы: каждое сообщение подождёт около {seconds} с, затем ответит {link}.',
  'forecast.chain.after.not-listed': 'На {server} нет {primary}: {link} ответит примерно через {seconds} с.',
  'forecast.chain.after.no-such-provider':
    'Провайдера {server} нет: {link} ответит примерно через {seconds} с.',
  'forecast.chain.after.key-refused': '{server} отвергает ключ: {link} ответит примерно через {seconds} с.',
  'forecast.chain.after.key-missing': 'Для {server} нет ключа: {link} ответит примерно через {seconds} с.',
  'forecast.chain.after.context-blocked':
    'У {primary} слишком мало контекста для шлюза: {link} ответит примерно через {seconds} с.',
  'forecast.chain.after.load-failed':
    'Не удалось загрузить {primary}: каждое сообщение подождёт около {seconds} с, затем ответит {link}.',
  'forecast.chain.hung':
    '{server} принимает сообщения и не отвечает: примерно через {seconds} с запрос завершится ошибкой.',
  'forecast.chain.hungStops':
    '{server} принимает сообщения и не отвечает: примерно через {seconds} с запрос завершится ошибкой, звенья после {link} не спрашиваются.',
  'forecast.chain.overflow': 'Первое сообщение агента не помещается в {link}: запрос завершится ошибкой.',
  'forecast.chain.overflowStops':
    'Первое сообщение агента не помещается в {link}: запрос завершится ошибкой, следующие звенья не спрашиваются.',
  'forecast.chain.neverLoads':
    '{link} не загружена, а загрузка длится дольше, чем ждёт шлюз: запрос завершится ошибкой.',
  'forecast.chain.allFail':
    'Ни одно звено не может ответить: примерно через {seconds} с запрос завершится ошибкой.',
  'forecast.chain.empty': 'Модель не задана.',
  'forecast.chain.unknown': 'Ответит ли {link}, отсюда сказать нельзя.',

  'badge.duplicate': 'Встречается в цепочке дважды; второе место никогда не используется.',
  'badge.outsideAllow': 'Не входит в разрешённые политикой модели. Цепочка всё равно её использует.',
  'badge.aliasAmbiguous': 'Псевдоним {alias} есть у нескольких моделей; шлюз берёт {ref}.',
  'badge.aliasElsewhere': '{alias} — псевдоним {ref}, хотя есть и модель с таким именем.',
  'badge.timeoutTooShort':
    'Загрузка занимает около {load} с, а timeoutSeconds провайдера {limit}: запросы сдаются раньше, чем модель готова.',
  'badge.passesDataOn': 'Выглядит локальной, но сообщения уходят хостинговой службе.',
  'badge.noPrimary': 'Основная модель не задана.',
  'badge.noFallbacks.string': 'Без резерва: модель записана одним именем.',
  'badge.noFallbacks.pinned':
    'Без резерва: этот агент называет основную модель без резервных и чужих не наследует.',
  'badge.noFallbacks.off': 'Без резерва: он отключён пустым списком.',
  'badge.noFallbacks.none': 'Без резерва.',
  'badge.thrash.oneAtATime':
    '{first} и {second} находятся на {server}, который держит одну модель: каждый переход между ними — новая загрузка.',
  'badge.thrash.seen': '{first} и {second} вытесняют друг друга из памяти на {server}.',
  'badge.thrash.memory':
    '{first} и {second} вместе требуют {needed:bytes} на {server}, больше, чем он держал до сих пор: они могут вытеснять друг друга.',
  'badge.scheduled': 'Запланированные задачи используют эту цепочку, интервал: {every}.',
  'badge.companion.heartbeat':
    'Heartbeat использует {other} на том же сервере и может вытеснить {first} из памяти.',
  'badge.companion.compaction':
    'Уплотнение использует {other} на том же сервере и может вытеснить {first} из памяти.',
  'badge.companion.other': '{role} использует {other} на том же сервере и может вытеснить {first} из памяти.',
  'badge.nobody': 'Сейчас не ответит никто.',

  'fix.removeLink': 'Убрать второе {ref}',
  'fix.useObjectForm': 'Записать так, чтобы можно было добавить резервные',
  'fix.timeout': 'Дать провайдеру {seconds} с',
};
