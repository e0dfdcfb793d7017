import type { fit as english } from '../en/fit.ts';
import type { Translated } from '../types.ts';

export const fit: Translated<typeof english> = {
  'fit.planned.contextTokens': 'Шлюз рассчитывает на {tokens} токенов, по contextTokens.',
  'fit.planned.contextWindow': 'Шлюз рассчитывает на {tokens} токенов, по contextWindow.',
  'fit.planned.loaded': 'Шлюз рассчитывает на {tokens} токенов, по загруженной модели.',
  'fit.planned.discovered': 'Шлюз рассчитывает на {tokens} токенов, как сам обнаружил у модели.',
  'fit.planned.assumed': 'Контекст шлюзу никто не сообщает, и он рассчитывает на {tokens} токенов.',

  'fit.blocked':
    'Конфигурация даёт модели {model} всего {tokens} токенов. Шлюз отвергает её и берёт следующее звено.',
  'fit.firstRefused':
    'У модели {model} на сервере {given} токенов, а первое сообщение агента уже занимает около {prompt}: сервер его отвергнет, и запрос завершится ошибкой, с резервом или без.',
  'fit.silentlyCut':
    'Шлюз отправляет модели {model} до {planned} токенов, сервер оставляет {given} и молча отбрасывает начало.',
  'fit.cutAlways':
    'У модели {model} {given} токенов, а первое сообщение агента уже занимает около {prompt}: сервер молча отбросит начало.',
  'fit.noRoom':
    'Конфигурация даёт модели {model} {tokens} токенов, и их целиком занимает промпт самого шлюза: от ответов почти ничего не остаётся.',
  'fit.refusedLater':
    'Шлюз рассчитывает для {model} на {planned} токенов, сервер выделил {given}: длинные беседы будут отвергнуты, и до резерва дело не дойдёт.',
  'fit.largerThanMax': 'Конфигурация даёт модели {model} {planned} токенов, но её предел {max}.',
  'fit.reloads':
    'Шлюз запрашивает {asked} токенов, а {model} загружена с {loaded}: следующее сообщение загрузит её заново.',
  'fit.secondCopy':
    'Модель {model} загружена с {loaded} токенами, а шлюзу нужно {planned}: он загрузит вторую копию.',
  'fit.tokensOverWindow': 'contextTokens модели {model} ({tokens}) больше её contextWindow ({window}).',
  'fit.answerTooLong':
    'maxTokens модели {model} ({answer}) не оставляет беседе ничего из её {planned} токенов.',
  'fit.low': 'Шлюз предупреждает о модели {model}: {planned} токенов меньше пятой части её {native}.',
  'fit.wastes':
    'Сервер держит для {model} {given} токенов, шлюз использует {planned}: остальная память простаивает.',

  'fit.fix.set': 'Задать {field}: {value}',
  'fit.fix.reload': 'Перезагрузить с {context} токенами',
  'fit.fix.reloadMemory': 'Перезагрузить с {context} токенами (нужно около {memory:bytes})',
};
