import type { notices as english } from '../en/notices.ts';
import type { Translated } from '../types.ts';

export const notices: Translated<typeof english> = {
  'notice.lost.title': 'Модель {model} остыла',
  'notice.lost.idle-time': 'Выгружена с сервера {server} из-за простоя.',
  'notice.lost.other-model': 'Её место на сервере {server} заняла другая модель.',
  'notice.lost.server-restart': 'Сервер {server} был перезапущен.',
  'notice.lost.unknown': 'Она больше не загружена на сервере {server}.',
  'notice.stopped.title': 'Прогрев модели {model} остановлен',
  'notice.unreachable.title': 'Сервер {server} недоступен',
  'notice.unreachable.body': 'На нём работает первая модель вашей цепочки.',
  'notice.back.title': 'Сервер {server} снова на связи',
  'notice.back.body': 'Первая модель вашей цепочки опять доступна.',
  'notice.saveFailed.title': 'Не удалось сохранить изменение',
  'notice.saveFailed.body': 'Конфигурация шлюза осталась прежней.',
  'notice.standIn.title': '{ref} замещает {primary}',
  'notice.standIn.ended.title': '{ref} больше не замещает {primary}',
  'notice.standIn.ended': 'Кто-то изменил цепочку, поэтому замещение закончилось.',
  'notice.action.load': 'Загрузить снова',
  'notice.action.look': 'Показать',
  'notice.action.resume': 'Возобновить прогрев',
};
