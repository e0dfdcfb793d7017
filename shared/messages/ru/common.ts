import type { common as english } from '../en/common.ts';
import type { Translated } from '../types.ts';

export const common: Translated<typeof english> = {
  'app.name': 'Pilotlight',

  'place.models': 'Модели',
  'place.chain': 'Цепочка',
  'place.config': 'Конфигурация',
  'place.checks': 'Проверки',
  'place.activity': 'Активность',
  'place.settings': 'Настройки',
  'place.sidebar': 'Разделы',

  'common.cancel': 'Отмена',
  'common.close': 'Закрыть',
  'common.save': 'Сохранить',
  'common.remove': 'Удалить',
  'common.done': 'Готово',
  'common.copied': 'Скопировано',
  'common.dismiss': 'Скрыть',
  'common.more': 'Ещё',
  'common.nothingFound': 'Ничего не найдено.',
  'common.moreFound': 'Ещё {count}. Уточните запрос.',
  'common.clear': 'Очистить',
  'common.technicalDetails': 'Технические подробности',
  'common.loadingPlace': 'Открывается…',

  'duration.milliseconds': '{n} мс',
  'duration.seconds': '{n} с',
  'duration.minutes': '{n} мин',
  'duration.hours': '{n} ч',
  'duration.hoursMinutes': '{h} ч {m} мин',
  'duration.days': '{n} дн.',
  'time.ago': '{for:duration} назад',
  'time.justNow': 'только что',
  'time.left': 'ещё {for:duration}',
  'time.aboutLeft': 'ещё ≈{for:duration}',
  'time.overdue': 'с минуты на минуту',
  'time.staysLoaded': 'остаётся загруженной',

  'count.models': {
    one: '{count} модель',
    few: '{count} модели',
    many: '{count} моделей',
    other: '{count} модели',
  },
  'count.servers': {
    one: '{count} сервер',
    few: '{count} сервера',
    many: '{count} серверов',
    other: '{count} сервера',
  },

  'state.warm': 'прогрета',
  'state.busy': 'отвечает',
  'state.busyWith': {
    one: 'отвечает на {count} запрос',
    few: 'отвечает на {count} запроса',
    many: 'отвечает на {count} запросов',
    other: 'отвечает на {count} запроса',
  },
  'state.loading': 'загружается',
  'state.loadingPercent': 'загружается, {progress:percent}',
  'state.loadingFor': 'загружается, {for:duration}',
  'state.unloading': 'выгружается',
  'state.asleep': 'спит',
  'state.notLoaded': 'не загружена',
  'state.failed': 'сбой',
  'state.unreachable': 'нет связи',
  'state.unknown': 'неизвестно',
  'state.wasWarm': 'была прогрета',
  'state.queued': 'ожидает',
  'state.confirming': 'почти готово',
  'state.hosted': 'хостинг',

  'runs.this-machine': 'этот Mac',
  'runs.this-machine.other': 'этот компьютер',
  'runs.lan': 'локальная сеть',
  'runs.tailnet': 'tailnet',
  'runs.public': 'интернет',
  'runs.elsewhere': 'в другом месте',
  'runs.unknown': 'место неизвестно',

  'context.of': '{allocated:tokens} из {max:tokens}',
  'context.max': 'до {max:tokens}',
  'context.only': '{allocated:tokens}',

  'stale.since': 'Последний ответ {for:duration} назад',
  'stale.never': 'Ещё ни разу не отвечал',

  'lost.title': 'Соединение с Pilotlight потеряно.',
  'lost.advice': 'На экране прежнее состояние. Соединение восстановится само.',
  'lost.adviceEmpty': 'Убедитесь, что Pilotlight запущен. Соединение восстановится само.',
  'noSession.title': 'Сеанс этой страницы завершён.',
  'noSession.advice':
    'Ссылка срабатывает один раз, а сеанс живёт, пока работает Pilotlight. Запустите «pilotlight serve» снова и откройте ссылку, которую он покажет.',

  'app.demo': 'Демо',
  'gateway.unknown': 'Шлюз: пока неизвестно',
  'gateway.stopped': 'Шлюз не запущен',
  'gateway.starting': 'Шлюз запускается',
  'gateway.ready': 'Шлюз готов',

  'say.warm': 'Модель {model} прогрета.',
  'say.loading': 'Модель {model} загружается.',
  'say.notLoaded': 'Модель {model} больше не загружена.',
  'say.failed': 'Не удалось загрузить модель {model}.',
  'say.unreachable': 'Сервер {server} недоступен.',
  'say.reachable': 'Сервер {server} снова отвечает.',
  'say.many': {
    one: 'Изменилось {count} состояние.',
    few: 'Изменились {count} состояния.',
    many: 'Изменилось {count} состояний.',
    other: 'Изменилось {count} состояния.',
  },

  'loading.title': 'Осматриваемся…',

  'crash.place': 'Не удалось показать раздел «{place}».',
  'crash.window': 'Не удалось отобразить это окно.',
  'crash.advice':
    'Попробуйте ещё раз. Если не поможет, скопируйте подробности и сообщите о них. Ваши модели и конфигурация не затронуты.',
  'crash.copy': 'Скопировать подробности',

  'failureAction.retry': 'Повторить',
  'failureAction.setKey': 'Указать ключ…',
  'failureAction.openConfig': 'Открыть конфигурацию',
  'failureAction.openSettings': 'Открыть настройки',
  'failureAction.openChecks': 'Запустить проверки',
  'failureAction.openModels': 'Показать модели',

  'notice.settings-reset':
    'Файл настроек был повреждён и отложен в сторону. Pilotlight запущен с настройками по умолчанию.',
  'notice.history-reset': 'Файл истории был повреждён и отложен в сторону. Начат новый.',
  'notice.renderer-crashed': 'В окне произошёл сбой, оно открыто заново.',
  'notice.main-error': 'В фоновом режиме что-то пошло не так. Pilotlight продолжает работу.',
  'notice.tray-missing':
    'Не удалось показать значок в строке меню. Pilotlight остаётся доступен через это окно.',
};
