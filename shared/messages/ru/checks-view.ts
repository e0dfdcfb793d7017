import type { checksView as english } from '../en/checks-view.ts';
import type { Translated } from '../types.ts';

export const checksView: Translated<typeof english> = {
  'checksView.run': 'Запустить снова',
  'checksView.running': 'Проверяем…',
  'checksView.copy': 'Скопировать отчёт',
  'checksView.copy.plain': 'Скопировать отчёт',
  'checksView.copy.masked': 'Скопировать отчёт без имён хостов',
  'checksView.copied': 'Отчёт в буфере обмена. Ключей в нём нет.',
  'checksView.at': 'Проверено в {at:time}',
  'checksView.state.broken': 'Неисправно',
  'checksView.state.look': 'Стоит взглянуть',
  'checksView.state.could-not-tell': 'Выяснить не удалось',
  'checksView.state.fine': 'В порядке',
  'checksView.count': {
    one: '{count} проверка',
    few: '{count} проверки',
    many: '{count} проверок',
    other: '{count} проверки',
  },
  'checksView.evidence': 'На чём основано',
  'checksView.place': '{file}, строка {line:number}',
  'checksView.summary.fine': 'Всё, что можно проверить отсюда, в порядке.',
  'checksView.summary.look': {
    one: 'Стоит взглянуть на {count} пункт.',
    few: 'Стоит взглянуть на {count} пункта.',
    many: 'Стоит взглянуть на {count} пунктов.',
    other: 'Стоит взглянуть на {count} пункта.',
  },
  'checksView.summary.broken': {
    one: 'Неисправен {count} пункт.',
    few: 'Неисправны {count} пункта.',
    many: 'Неисправно {count} пунктов.',
    other: 'Неисправно {count} пункта.',
  },
  'checksView.empty.title': 'Пока ничего не проверено',
  'checksView.empty.advice':
    'Проверки опрашивают ваши серверы и шлюз. Они никогда не будят и не загружают модели.',
};
