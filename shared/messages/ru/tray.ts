import type { tray as english } from '../en/tray.ts';
import type { Translated } from '../types.ts';

export const tray: Translated<typeof english> = {
  'tray.shape.flame': 'Pilotlight: все локальные модели прогреты',
  'tray.shape.outline': 'Pilotlight: прогреты не все модели',
  'tray.shape.slash': 'Pilotlight: один из серверов недоступен',
  'tray.shape.dot': 'Pilotlight: идёт загрузка',

  'tray.reloadCold': {
    one: 'Загрузить {count} незагруженную модель',
    few: 'Загрузить {count} незагруженные модели',
    many: 'Загрузить {count} незагруженных моделей',
    other: 'Загрузить {count} незагруженной модели',
  },
  'tray.server': '{server}  ·  {state}',
  'tray.model': '{model}  ·  {state}',
  'tray.stateContext': '{state}, {context:tokens}',
  'tray.reload': 'Перезагрузить',
  'tray.moreModels': {
    one: 'Ещё {count} модель…',
    few: 'Ещё {count} модели…',
    many: 'Ещё {count} моделей…',
    other: 'Ещё {count} модели…',
  },
  'tray.moreServers': {
    one: 'Ещё {count} сервер…',
    few: 'Ещё {count} сервера…',
    many: 'Ещё {count} серверов…',
    other: 'Ещё {count} сервера…',
  },
  'tray.chain': 'Резервная цепочка',
  'tray.link': '{number}  {link}  ·  {state}',
  'tray.moreLinks': {
    one: 'Ещё {count} звено',
    few: 'Ещё {count} звена',
    many: 'Ещё {count} звеньев',
    other: 'Ещё {count} звена',
  },
  'tray.editOrder': 'Изменить порядок…',
  'tray.open': 'Открыть Pilotlight',
  'tray.checkEverything': 'Проверить всё',
  'tray.pause': 'Приостановить прогрев',
  'tray.pauseFor': {
    one: 'На {count} час',
    few: 'На {count} часа',
    many: 'На {count} часов',
    other: 'На {count} часа',
  },
  'tray.installUpdate': 'Перезапустить и перейти на версию {version}',
  'tray.settings': 'Настройки…',
  'tray.quit': 'Завершить Pilotlight',

  'tray.developer': 'Для разработчика',
  'tray.developer.open-logs': 'Открыть журналы',
  'tray.developer.copy-diagnostics': 'Скопировать диагностику',
  'tray.developer.reload-windows': 'Перезагрузить окна',
  'tray.developer.developer-tools': 'Инструменты разработчика',
  'tray.developer.reset-settings': 'Сбросить настройки…',

  'appMenu.about': 'О программе Pilotlight',
  'appMenu.edit': 'Правка',
  'appMenu.view': 'Вид',
  'appMenu.window': 'Окно',

  'ask.closeUnsaved': 'Закрыть, не сохраняя правки?',
  'ask.closeUnsaved.text': 'Всё изменённое и несохранённое будет потеряно.',
  'ask.closeUnsaved.close': 'Закрыть',
  'ask.windowHangs': 'Окно не отвечает',
  'ask.windowHangs.text':
    'Возможно, оно оживёт само. Если открыть его заново, несохранённые правки пропадут.',
  'ask.windowHangs.reopen': 'Открыть заново',
};
