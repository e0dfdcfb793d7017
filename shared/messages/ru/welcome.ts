import type { welcome as english } from '../en/welcome.ts';
import type { Translated } from '../types.ts';

export const welcome: Translated<typeof english> = {
  'welcome.title': 'Ваши модели готовы, когда позовёт помощник',
  'welcome.text':
    'Pilotlight следит за серверами моделей и за тем, чтобы настройки шлюза соответствовали действительности. Вот что нашлось.',
  'welcome.found': 'Найдено',
  'welcome.missing': 'Не найдено',
  'welcome.asking': 'Ещё опрашивается',
  'welcome.config': 'Конфигурация шлюза',
  'welcome.config.looking': 'Идёт поиск.',
  'welcome.config.missing': 'Нет файла {path}. Его можно выбрать позже в настройках.',
  'welcome.config.broken': 'В строке {line} ошибка. Pilotlight покажет где.',
  'welcome.config.brokenNoPlace': 'Не удаётся прочитать. Pilotlight покажет почему.',
  'welcome.cli': 'Команда openclaw',
  'welcome.cli.found': 'Версия {version}',
  'welcome.cli.missing': 'Не найдена. Всё работает, но некоторые проверки пропускаются.',
  'welcome.cli.looking': 'Идёт поиск.',
  'welcome.noServers': 'На обычных портах этого компьютера ни один сервер моделей не отвечает.',
  'welcome.serverUnreachable': 'Указан в конфигурации, но не отвечает.',
  'welcome.looking': 'Опрашиваются обычные порты.',
  'welcome.keepWarm': 'Держать локальные звенья резервной цепочки прогретыми',
  'welcome.keepWarm.note':
    'Пока они загружены, они не выгружаются от простоя. Остальные модели не затрагиваются. Токены не тратятся; лишь на модель, которую выгрузила бы LM Studio, иногда уходит один.',
  'welcome.keepWarm.which': 'Сейчас это {models}.',
  'welcome.login': 'Открывать при входе',
  'welcome.use': 'Использовать найденное',
  'welcome.start': 'Начать',
  'welcome.add': 'Добавить сервер',
  'welcome.demo': 'Попробовать демо',
  'welcome.demo.text':
    'Демо — это второй Pilotlight с вымышленными серверами и конфигурацией. Ваших файлов оно не читает и не меняет и завершается не позже этого.',
  'welcome.demo.start': 'Запустить демо',
  'welcome.demo.starting': 'Запуск…',
  'welcome.demo.window': 'Демо работает в собственном окне.',
  'welcome.demo.ready': 'Демо готово по адресу {address}.',
  'welcome.demo.open': 'Открыть демо',
  'welcome.readOnly': 'Просмотр ничего не загружает, не выгружает и не стоит денег.',
};
